// What is hard to read without reading all of the language; nobody runs it.
import { a, b as c } from "./d.js";
import * as e from "./f.js";
export const g = 1;
export { g as h };
const i = `one
  // two /* three */ ${ `x  ${ b /* gone */ }` }
`;
const j = "/* d */ // e", k = '//  f';
if (a) /b  [/"]*/.test(c);
const l = (m) => /\/\*  f/u, n = [/ h/], o = i / j / k;
returned(() => { return / m/g; });
let p = q
++r
const s = t
;[u] = [s]
const v = function () {}
export default class {}
async function* w() { yield * b(); await c; for await (const x of e) typeof x; return void 0 }
y = a in b;
z = b + +c - -a + ++e - --g;
a = h ?. i ?? j ? .5 : 1 . toString();
k = { ...l, [m]: n, get o() { return 1..toString() } };
class A { #b = 1; static #c;
  static { A.#c = 2 }
  get d() { return this.#b } }
label: for (;;) { if (a) continue label
  else break
}
