// Elements: made here, and found here as the templates promise them.

/** @typedef {Node | string | null} Child null: nothing stands there */
/** @typedef {Record<string, string | number | boolean | null>} Attributes true: without a value; false, null: left out */

/**
 * @template {Element} E
 * @param {E} element
 * @param {Attributes} attributes
 * @param {Child[]} children
 */
const filled = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
};

/**
 * An element of HTML.
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Attributes} [attributes]
 * @param {Child[]} children
 */
export const make = (name, attributes = {}, ...children) => filled(document.createElement(name), attributes, children);

/**
 * A shape of SVG.
 * @template {keyof SVGElementTagNameMap} N
 * @param {N} name
 * @param {Attributes} [attributes]
 * @param {Child[]} children
 */
export const draw = (name, attributes = {}, ...children) =>
  filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

/**
 * The element that a template promises.
 * @template {Element} E
 * @param {ParentNode} place
 * @param {string} selector
 * @param {new () => E} kind
 */
export const find = (place, selector, kind) => {
  const found = place.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`没有 ${selector}`);
  return found;
};

/**
 * All such elements, which may be none.
 * @template {Element} E
 * @param {ParentNode} place
 * @param {string} selector
 * @param {new () => E} kind
 */
export const findAll = (place, selector, kind) =>
  [...place.querySelectorAll(selector)].flatMap((found) => (found instanceof kind ? [found] : []));

/**
 * Where something happened, as an element.
 * @param {Event} event
 */
export const targetOf = ({ target }) => (target instanceof Element ? target : null);
