/** Which cards a trial lights, and what it says on them. Pure. */
import type { AutomationRun } from '@/runtime/automations/wire';
import type { Light, Lit } from './context';
import { TRIGGER, WHEN, type AutomationDocument } from './document';
import { keyOfCase, keyOfOtherwise, stepAt, stepOf } from './tree';

const MOST_LINES = 3;

export function lightOf(run: AutomationRun, doc: AutomationDocument, more: (n: number) => string): Lit {
  const said = new Map<string, string[]>();
  const failed = new Set<string>();
  const ways = new Set<string>();
  for (const line of run.steps) {
    const step = stepAt(doc, line.place);
    if (!step) continue;
    said.set(step.id, [...(said.get(step.id) ?? []), line.text]);
    if (line.outcome === 'failed') failed.add(step.id);
    for (const way of waysTo(doc, line.place)) ways.add(way);
    const taken = takenBy(step.id, line.saw);
    if (step.cases && taken) ways.add(taken);
  }
  const lit = new Map<string, Light>();
  const holds = run.outcome !== 'skipped';
  lit.set(TRIGGER, { how: 'passed', lines: [] });
  lit.set(WHEN, { how: holds ? 'passed' : 'failed', lines: doc.when?.cond.length ? run.seen.map((term) => term.text) : [] });
  for (const [id, lines] of said) {
    const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), more(lines.length - MOST_LINES)] : lines;
    lit.set(id, { how: failed.has(id) ? 'failed' : 'passed', lines: shown });
  }
  for (const way of ways) lit.set(way, { how: 'passed', lines: [] });
  return lit;
}

/** `steps.2.cases.0.steps.1` went through the first case. */
function waysTo(doc: AutomationDocument, place: string): string[] {
  return [...place.matchAll(/\.(?:cases\.(\d+)\.steps|otherwise)\.\d+/g)].flatMap((match) => {
    const step = stepAt(doc, place.slice(0, match.index));
    return step && stepOf(doc, step.id)?.cases ? [match[1] === undefined ? keyOfOtherwise(step.id) : keyOfCase(step.id, Number(match[1]))] : [];
  });
}

function takenBy(step: string, saw: Readonly<Record<string, unknown>> | undefined): string | null {
  const took = saw?.['took'];
  if (took === 'otherwise' || took === 'none') return keyOfOtherwise(step);
  return typeof took === 'string' && /^\d+$/.test(took) ? keyOfCase(step, Number(took) - 1) : null;
}
