// Says which scripts mean something else than what they were made of: file names in, those of the pairs that differ out.
"use strict";
const { readFileSync } = require("node:fs");
const ts = require("typescript");

/** The tree of a script: what each part is, and the names, texts and numbers that it ends in. */
function tree(file) {
  const source = ts.createSourceFile("a.js", readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  if (source.parseDiagnostics.length > 0) return [file, source.parseDiagnostics.map((one) => one.messageText)];
  const of = (node) => {
    const parts = [];
    node.forEachChild((child) => void parts.push(of(child)));
    return [node.kind, node.flags & ts.NodeFlags.BlockScoped, parts.length > 0 ? parts : (node.text ?? "")];
  };
  return of(source);
}

const pairs = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(pairs.filter(([one, other]) => JSON.stringify(tree(one)) !== JSON.stringify(tree(other))).map(([one]) => one)));
