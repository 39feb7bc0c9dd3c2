// The report in hand: what the desk's engine says of it, kept up to date, and who is told.
import { DroppedError, StoppedError } from "./desk-call.js";
import { ask } from "./desk-engine.js";

/** @typedef {"filled" | "nought" | "unpublished" | "empty"} CellState */
/** @typedef {"money" | "count" | "number" | "percent" | "text" | "long" | "date" | "choice" | "columns"} Kind */
/** @typedef {{path: string, written: string, state: CellState}} Cell */
/** @typedef {{key: string, label: string, unit: string, kind: Kind, choices: string[], note: string, rare: boolean}} Column */
/** @typedef {{sum: string, difference: string}} Sum */
/**
 * @typedef {object} Row
 * @property {string} path
 * @property {string} label
 * @property {string} note
 * @property {Kind} kind
 * @property {string} unit
 * @property {string[]} choices
 * @property {Record<string, Cell>} cells
 * @property {Record<string, string>} last
 * @property {string} parts_of
 * @property {number} depth
 * @property {Record<string, Sum>} sum
 * @property {boolean} names
 * @property {string} list
 * @property {number} index
 * @property {string} adds
 */
/**
 * @typedef {object} Section
 * @property {string} id
 * @property {string} title
 * @property {string} chapter
 * @property {string} help
 * @property {"values" | "columns" | "table" | "text" | "list"} kind
 * @property {Column[]} columns
 * @property {Row[]} rows
 * @property {string} adds
 * @property {string} adds_label
 * @property {string} entry
 * @property {Record<string, string>} totals
 */
/**
 * @typedef {object} Problem
 * @property {"必须改" | "请核对" | "建议"} level
 * @property {string} code
 * @property {string} file
 * @property {number} line
 * @property {number} column
 * @property {string} path
 * @property {string} field
 * @property {string} what
 * @property {string} why
 * @property {string} cure
 * @property {string} form_cure the same in the words of the form
 * @property {string} example
 * @property {string} answer
 */
/** @typedef {{section: string, title: string, count: number, field: string}} UnfilledPart usual fields that are empty */
/**
 * @typedef {object} State
 * @property {string} text
 * @property {string} unit
 * @property {string} name
 * @property {number} year
 * @property {string} path
 * @property {string} measure
 * @property {boolean} is_public
 * @property {boolean} is_readable
 * @property {boolean} is_checked the cross-checks have looked at it
 * @property {Section[]} fields
 * @property {Problem[]} problems
 * @property {UnfilledPart[]} unfilled
 * @property {string} said
 * @property {string} stored the file that work began with, with BOM and carriage returns; "" where that is the text
 */
/**
 * @typedef {object} Change
 * @property {string} text
 * @property {boolean} is_readable
 * @property {boolean} is_checked the cross-checks have looked at it
 * @property {{section: string, row: Row}[]} changed_fields
 * @property {Section[]} changed_sections
 * @property {string[]} order
 * @property {Record<string, Record<string, string>>} totals
 * @property {Problem[]} problems
 * @property {UnfilledPart[]} unfilled
 * @property {string} said
 * @property {string} path
 */
/** @typedef {(state: State, change: Change | null, isAdded: boolean) => void} Listener change null: another report; isAdded: a row was */

/** @type {State | null} */
let held = null;
/** @type {Listener[]} */
const listeners = [];
/** @type {(() => unknown)[]} */
const typists = [];
/** @typedef {{method: string, args: unknown[]}} Edit */
/** @type {Edit[]} edits that the engine has not answered, in their order */
let unanswered = [];
/** @type {(words: string) => void} */
let tellPerson = () => {};

/** The report in hand. */
export const report = () => {
  if (!held) throw new Error("还没有打开报告");
  return held;
};

/** Whether a report is in hand. */
export const isOpen = () => held !== null;

/** Puts the report away: none is in hand. */
export const putAway = () => {
  held = null;
  unanswered = [];
  tell("");
};

/** @param {Listener} listener */
export const listen = (listener) => listeners.push(listener);

/** @param {(words: string) => void} way shows words to the person; "": those before are out of date */
export const tellBy = (way) => {
  tellPerson = way;
};

/** @param {string} words */
export const tell = (words) => tellPerson(words);

/** @param {unknown} error */
export const wordsOf = (error) => (error instanceof Error ? error.message : String(error));

/** @param {unknown} error */
export const tellFault = (error) => {
  if (!(error instanceof DroppedError)) tell(wordsOf(error));
};

/** How many fields are filled in. @param {State} state */
export const filledIn = ({ fields }) =>
  fields
    .flatMap(({ rows }) => rows)
    .flatMap(({ cells }) => Object.values(cells))
    .filter(({ state }) => state !== "empty").length;

/** How many of the usual fields are empty. @param {State} state */
export const unfilledIn = ({ unfilled }) => unfilled.reduce((sum, { count }) => sum + count, 0);

/** Another report is in hand; what could be undone of the one before is not. @param {State} state */
export const take = (state) => {
  held = state;
  tell("");
  for (const listener of listeners) listener(state, null, false);
};

/** @param {State} state @param {Change} change */
const put = (state, change) => {
  Object.assign(state, {
    text: change.text,
    is_readable: change.is_readable,
    is_checked: change.is_checked,
    problems: change.problems,
    unfilled: change.unfilled,
  });
  const known = new Map(state.fields.map((section) => [section.id, section]));
  for (const section of change.changed_sections) known.set(section.id, section);
  const order = change.order.length ? change.order : state.fields.map(({ id }) => id);
  state.fields = order.flatMap((id) => known.get(id) ?? []);
  for (const { section, row } of change.changed_fields) {
    const rows = known.get(section)?.rows ?? [];
    const at = rows.findIndex(({ path }) => path === row.path);
    if (at >= 0) rows[at] = row;
  }
  for (const [id, totals] of Object.entries(change.totals)) Object.assign(known.get(id) ?? {}, { totals });
};

/**
 * @param {Change | null} change null: a later request took its place
 * @param {boolean} isAdded a row was added
 */
export const apply = (change, isAdded = false) => {
  if (!change || !held) return;
  put(held, change);
  for (const listener of listeners) listener(held, change, isAdded);
  if (change.said) tell(change.said);
};

/** @param {() => unknown} act sends at once what was typed and waits for a pause */
export const sendBy = (act) => typists.push(act);

/** Sends what was typed last. */
export const sendTyped = () => {
  for (const act of typists) act();
};

/** Edits that are not in the report yet. */
export const unansweredEdits = () => unanswered;

/** Done once what was typed last is in the report: the engine answers in order. */
export const flush = async () => {
  sendTyped();
  if (held) await ask("check");
};

/**
 * An edit by the engine; what came of it. Words for the person where it failed; what the engine stopped at stays among
 * the unanswered, so that the draft has it.
 * @param {string} method
 * @param {unknown[]} args
 * @param {string} [key] a later request with the same key takes the place of one that waits
 * @returns {Promise<Change | null>}
 */
export const edit = async (method, args, key = "") => {
  const own = { method, args };
  const edited = held;
  const answered = () => {
    unanswered = unanswered.filter((other) => other !== own);
  };
  unanswered.push(own);
  try {
    const change = await ask(method, args, { key });
    answered();
    if (held === edited) apply(change, method === "add_row");
    return change;
  } catch (error) {
    if (!(error instanceof StoppedError)) answered();
    tellFault(error);
    return null;
  }
};

/**
 * @param {string} path
 * @param {string | null} written null: 未公开
 */
export const setValue = (path, written) => edit("set_value", [path, written], `set_value ${path}`);
