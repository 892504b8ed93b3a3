/** What is known of each function besides its code: arity, words, samples; generated from Python. */
import catalogue from '../catalogue.json';
import type { Words } from '../../words';

export interface FunctionSpec {
  name: string;
  group: string;
  least: number;
  most: number | null;
  pairs: boolean;
  words: Words;
  arguments: Words;
  samples: [string, string][];
}

export const functionSpecs = catalogue as unknown as readonly FunctionSpec[]; // JSON knows no tuples
const byName = new Map(functionSpecs.map((spec) => [spec.name, spec]));

export function specOf(name: string): FunctionSpec | undefined {
  return byName.get(name);
}
