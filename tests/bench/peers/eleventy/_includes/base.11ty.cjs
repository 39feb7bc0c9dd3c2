exports.render = (data) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${data.title} - 演示区预算绩效公开</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">演示区预算绩效公开</a> <a href="/units/">单位</a> <a href="/years/">年度</a></header>
<main data-pagefind-body>
<article>
<h1>${data.title}</h1>
${data.content}
</article>
</main>
<footer>演示数据：单位和数字都是虚构的。</footer>
</body>
</html>
`;
