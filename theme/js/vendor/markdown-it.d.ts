/** What the form uses of markdown-it. Its tokens and its state are read as they come. */
export default class MarkdownIt {
  constructor(preset: string, options: { html: boolean });
  enable(rule: string): this;
  parse(text: string, env: object): any[];
  validateLink(address: string): boolean;
  normalizeLink(address: string): string;
  inline: { ruler: Ruler<(state: any, silent: boolean) => boolean> };
  block: { ruler: Ruler<(state: any, first: number, last: number, silent: boolean) => boolean> };
}
interface Ruler<Rule> {
  before(name: string, own: string, rule: Rule, options?: { alt: string[] }): void;
}
