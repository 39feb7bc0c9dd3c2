// Several files as one ZIP with its folders, nothing packed: what is attached is packed already.

/** @typedef {{name: string, content: Uint8Array}} File name: with folders */

const UTF8 = 0x0800; // names are in UTF-8
const DAY = 0x21; // 1980-01-01: the same files give the same ZIP

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum >>> 0;
});

/** @param {Uint8Array} content */
const checksum = (content) => {
  let sum = 0xffffffff;
  for (const byte of content) sum = (TABLE[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
};

/** Numbers one after the other. @param {[size: 2 | 4, value: number][]} fields */
const packed = (fields) => {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
};

/** What both heads of a file have. @param {number} sum @param {number} size @param {number} length @returns {[2 | 4, number][]} */
const facts = (sum, size, length) => [
  [2, 20],
  [2, UTF8],
  [2, 0],
  [2, 0],
  [2, DAY],
  [4, sum],
  [4, size],
  [4, size],
  [2, length],
  [2, 0],
];

/** @param {File[]} files @returns {Blob} */
export const zipOf = (files) => {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const list = [];
  let at = 0;
  for (const { name, content } of files) {
    const words = new TextEncoder().encode(name);
    const sum = checksum(content);
    const head = packed([[4, 0x04034b50], ...facts(sum, content.length, words.length)]);
    list.push(
      packed([[4, 0x02014b50], [2, 20], ...facts(sum, content.length, words.length), [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]),
      words,
    );
    parts.push(head, words, Uint8Array.from(content));
    at += head.length + words.length + content.length;
  }
  const size = list.reduce((total, part) => total + part.length, 0);
  const end = packed([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, size],
    [4, at],
    [2, 0],
  ]);
  return new Blob([...parts, ...list, end], { type: "application/zip" });
};
