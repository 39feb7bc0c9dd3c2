exports.data = { permalink: "/", title: "演示区预算绩效公开" };
exports.render = () => `<ul><li><a href="/units/">单位名录</a></li><li><a href="/years/">年度</a></li></ul>`;
