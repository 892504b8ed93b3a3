import type { Picked, Step, Values } from '../document';
import { defineStep, factsOfStep } from '../kind';
import { pickedFields, plainField, valuesShape } from '../shape';

export interface Header {
  value?: string;
  secret?: string | null;
}

export interface HttpRequest extends Step {
  method?: string;
  url: string;
  headers?: Record<string, Header>;
  body?: Values;
  record?: boolean;
  sign?: string | null;
  keep?: Record<string, Picked>;
  seconds?: number;
}

export const STATUS = 'status';

export default defineStep<HttpRequest>({
  group: 'outside',
  edits: ['body', 'headers', 'keep', 'method', 'record', 'seconds', 'sign', 'url'],
  create: () => ({ url: 'https://' }),
  say: (step, say) => [say.message(step.url)],
  gives: (step) => (step.keep && Object.keys(step.keep).length > 0 ? valuesShape([...pickedFields(step.keep), plainField(STATUS, 'number', { 'zh-CN': '状态码', en: 'Status' }, 0)], factsOfStep('http_request').words) : undefined),
});
