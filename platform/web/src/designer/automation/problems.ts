/** What is wrong, with the name of the setting: `表单：还没有填写`. */
import { useMemo } from 'react';
import { useDraftProblems } from '../lib/problems';
import { useT, type T } from '../words';
import type { TargetProblem } from './context';
import type { AutomationDocument } from './document';
import { targetAt } from './tree';

export function useAutomationProblems(doc: AutomationDocument): readonly TargetProblem[] {
  const t = useT();
  const found = useDraftProblems(doc);
  return useMemo(() => found.problems.map((one) => ({ ...one, target: targetAt(found.doc, one.path), message: inWords(one, t) })), [found, t]);
}

function inWords({ path, code, message }: { path: string; code: string; message: string }, t: T): string {
  if (path === 'steps') return t('automation.no_steps');
  const setting = settingOf(path);
  const name = code === 'bad_setting' && setting ? t(`automation.p_${setting}`, { defaultValue: '' }) : '';
  return name ? t('automation.problem', { name, message }) : message;
}

/** Of the steps in a node of a flow: which step, and which setting of it. */
export function stepProblemInWords(path: string, message: string, t: T): string {
  const steps = path.indexOf('.steps.');
  if (steps < 0) return message;
  const own = path.slice(steps + 1);
  const n = Number(own.split('.')[1]) + 1;
  const setting = settingOf(own);
  const name = [t('automation.step_n', { n }), ...(setting ? [t(`automation.p_${setting}`, { defaultValue: '' })] : [])].filter(Boolean).join(' · ');
  return t('automation.problem', { name, message });
}

const PLACES = ['trigger', 'steps', 'cases', 'otherwise'];

/** The first name behind the last step of a path: `steps.0.cases.1.steps.2.values.a` → `values`. Pure. */
export function settingOf(path: string): string {
  const parts = path.split('.');
  const at = parts.findLastIndex((part, n) => PLACES.includes(part) && (part === 'trigger' || /^\d+$/.test(parts[n + 1] ?? '')));
  const from = at < 0 ? 0 : at + (parts[at] === 'trigger' ? 1 : 2);
  return parts[from] ?? '';
}
