/* Decimal texts ("971.21") compared, subtracted and written without ever becoming a float. */
window.gkDecimal = (() => {
  const places = (text) => (text.split(".")[1] || "").length;
  /* The number × 10^digits, exact. */
  const scaled = (text, digits) => {
    const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    return BigInt(sign + whole + part.padEnd(digits, "0"));
  };
  const text = (number, digits) => {
    const all = (number < 0n ? -number : number).toString().padStart(digits + 1, "0");
    const whole = all.slice(0, all.length - digits), part = digits ? "." + all.slice(-digits) : "";
    return (number < 0n ? "-" : "") + whole + part;
  };
  const pair = (a, b) => {
    const digits = Math.max(places(a), places(b));
    return [scaled(a, digits), scaled(b, digits), digits];
  };

  /* a − b, with as many decimals as the longer of the two. */
  const minus = (a, b) => {
    const [x, y, digits] = pair(a, b);
    return text(x - y, digits);
  };
  /* -1, 0 or 1. */
  const compare = (a, b) => {
    const [x, y] = pair(a, b);
    return x < y ? -1 : x > y ? 1 : 0;
  };
  /* part ÷ whole × 100 with that many decimals, halves away from zero; null on a base of zero. */
  const percent = (part, whole, digits) => {
    const [x, y] = pair(part, whole);
    if (y === 0n) return null;
    const negative = (x < 0n) !== (y < 0n), up = (n) => (n < 0n ? -n : n);
    const shifted = up(x) * 100n * 10n ** BigInt(digits), base = up(y);
    const rounded = (2n * shifted + base) / (2n * base);
    return text(negative ? -rounded : rounded, digits);
  };
  const negative = (value) => /^-.*[1-9]/.test(value);
  const zero = (value) => !/[1-9]/.test(value);
  const magnitude = (value) => value.replace("-", "");
  /* As the pages write it: thousands set apart, at least so many decimals, no digit lost, a real minus. */
  const show = (value, least = 0) => {
    const [whole, part = ""] = magnitude(value).split(".");
    const decimals = part.padEnd(least, "0");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return (negative(value) ? "−" : "") + grouped + (decimals ? "." + decimals : "");
  };
  return { minus, compare, percent, negative, zero, magnitude, show };
})();
