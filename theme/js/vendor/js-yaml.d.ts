/** What the form uses of js-yaml. */
export const FAILSAFE_SCHEMA: object;
export function load(text: string, options: { schema: object }): unknown;
export function parseEvents(text: string, options: object): { anchorStart?: number }[];
