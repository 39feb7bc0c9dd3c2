// Decimal texts ("971.21") compared, subtracted and written without ever becoming a float.

/** @param {string} text */
const places = (text) => (text.split(".")[1] ?? "").length;

/**
 * The number × 10^digits, exact.
 * @param {string} text
 * @param {number} digits
 */
const scaled = (text, digits) => {
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return BigInt(sign + whole + part.padEnd(digits, "0"));
};

/**
 * @param {bigint} number
 * @param {number} digits
 */
const written = (number, digits) => {
  const all = String(number < 0n ? -number : number).padStart(digits + 1, "0");
  const whole = all.slice(0, all.length - digits);
  return (number < 0n ? "-" : "") + whole + (digits ? `.${all.slice(-digits)}` : "");
};

/**
 * Both numbers with as many decimals as the longer of the two.
 * @param {string} a
 * @param {string} b
 */
const pair = (a, b) => {
  const digits = Math.max(places(a), places(b));
  return { x: scaled(a, digits), y: scaled(b, digits), digits };
};

/**
 * a − b.
 * @param {string} a
 * @param {string} b
 */
export const minus = (a, b) => {
  const { x, y, digits } = pair(a, b);
  return written(x - y, digits);
};

/**
 * −1, 0 or 1.
 * @param {string} a
 * @param {string} b
 */
export const compare = (a, b) => {
  const { x, y } = pair(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
};

/** @param {bigint} n */
const size = (n) => (n < 0n ? -n : n);

/**
 * part × times ÷ whole with that many decimals, halves away from zero; null on a base of zero.
 * @param {string} part
 * @param {string} whole
 * @param {bigint} times
 * @param {number} digits
 */
export const ratio = (part, whole, times, digits) => {
  const { x, y } = pair(part, whole);
  if (y === 0n) return null;
  const rounded = (2n * size(x) * times * 10n ** BigInt(digits) + size(y)) / (2n * size(y));
  return written(x < 0n !== y < 0n ? -rounded : rounded, digits);
};

/**
 * part ÷ whole × 100.
 * @param {string} part
 * @param {string} whole
 * @param {number} digits
 */
export const percent = (part, whole, digits) => ratio(part, whole, 100n, digits);

/**
 * Where a value stands on a line of so many whole steps from low to high; all of them where there is no way between.
 * @param {string} value
 * @param {string} low
 * @param {string} high
 * @param {number} steps
 */
export const place = (value, low, high, steps) => Number(ratio(minus(value, low), minus(high, low), BigInt(steps), 0) ?? steps);

/** @param {string} value */
export const isNegative = (value) => /^-.*[1-9]/.test(value);

/** @param {string} value */
export const isZero = (value) => !/[1-9]/.test(value);

/** @param {string} value */
export const magnitude = (value) => value.replace("-", "");

/**
 * As the pages write it: thousands set apart, at least so many decimals, no digit lost, a real minus.
 * @param {string} value
 * @param {number} [least]
 */
export const show = (value, least = 0) => {
  const [whole, part = ""] = magnitude(value).split(".");
  const decimals = part.padEnd(least, "0");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (isNegative(value) ? "−" : "") + grouped + (decimals ? `.${decimals}` : "");
};
