/** What the card of a node that asks people says. Pure. */
import type { FlowNode, PeopleSettings, TimeOut } from '../document';
import type { Say } from '../say';

export function sayPeople(node: FlowNode, say: Say): string[] {
  const { assignees, mode = 'any', percent = 100, time_outs = [], auto = [] } = node as FlowNode & PeopleSettings;
  const who = say.people(assignees);
  const { t } = say;
  const how = mode === 'any' ? '' : mode === 'percent' || mode === 'weight' ? t(`mode.short_${mode}`, { n: percent }) : t(`mode.short_${mode}`);
  return [
    who || t('who.nobody'),
    ...(how ? [how] : []),
    ...time_outs.slice(0, 1).map((one: TimeOut) => t('time.then', { period: say.period(one), what: t(`time.then_${one.then}`) })),
    ...(auto.length > 0 ? [t('auto.count', { count: auto.length })] : []),
  ];
}
