// What is attached to a report: files that are named below 附件, kept beside it while the page is open.

import { ask } from "./desk-engine.js";
import { tooLarge } from "./desk-import.js";
import { apply, edit, isOpen, listen, report, tell, tellFault } from "./desk-report.js";

const ATTACHMENTS = "附件";

/** @type {Map<string, Map<string, Uint8Array<ArrayBuffer>>>} report → name below the year's folder → content, while the page is open */
const chosen = new Map();

/** The names that stand below 附件. */
const namedFiles = () => {
  const rows = report().fields.find(({ id }) => id === ATTACHMENTS)?.rows ?? [];
  return new Set(rows.flatMap(({ cells }) => Object.values(cells).map(({ written }) => written)));
};

/** What is attached to the report in hand: the files that were chosen and are named in it still. */
export const attached = () => {
  const names = namedFiles();
  return new Map([...(chosen.get(report().path) ?? [])].filter(([name]) => names.has(name)));
};

/** Names a file below 附件, unless it is named there. @param {string} file */
const nameAttachment = async (file) => {
  if (namedFiles().has(file)) return;
  const added = await edit("add_row", [ATTACHMENTS]);
  if (!added?.path) return;
  const title = file.replace(/\.[^.]*$/, "");
  await edit("set_values", [{ [`${added.path}/名称`]: title, [`${added.path}/文件`]: file }]);
};

/** The engine looks at a file; what is to be mended of it is shown. @param {string} name @param {Uint8Array} content */
const lookAt = async (name, content) => apply(await ask("add_attachment", [name], { content }));

/** @param {File[]} files */
export const attach = async (files) => {
  const { path } = report();
  const own = chosen.get(path) ?? new Map();
  chosen.set(path, own);
  for (const file of files) {
    const refused = tooLarge(file);
    if (refused) {
      tell(refused);
      continue;
    }
    const content = new Uint8Array(await file.arrayBuffer());
    if (!isOpen() || report().path !== path) return;
    try {
      await lookAt(file.name, content);
      own.set(file.name, content);
      await nameAttachment(file.name);
      tell(`加了附件 ${file.name}，写进了“附件”一栏。`);
    } catch (error) {
      tellFault(error);
    }
  }
};

/** Another unit's desk has not seen what was attached before: it is shown it again. */
const attachAgain = async () => {
  for (const [name, content] of attached()) await lookAt(name, content);
};
listen((_, change) => {
  if (!change) attachAgain().catch(tellFault);
});
