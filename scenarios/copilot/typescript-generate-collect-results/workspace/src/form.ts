import { collect } from './collect.ts';
import { failure, success, type Result } from './result.ts';

export type Rule = (text: string) => Result<string, string>;

export const required: Rule = (text) => (text.trim() ? success(text.trim()) : failure('is missing'));

export function atMost(length: number): Rule {
    return (text) => (text.length <= length ? success(text) : failure(`is longer than ${length}`));
}

/** Holds what was typed into a form against a rule for each field. */
export function check(rules: ReadonlyMap<string, Rule>, typed: ReadonlyMap<string, string>): Result<Map<string, string>, Map<string, string>> {
    return collect(new Map([...rules].map(([field, rule]) => [field, rule(typed.get(field) ?? '')])));
}
