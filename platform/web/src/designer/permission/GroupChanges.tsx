/** Before publishing: for whom what changes, and what is different in the groups, in words. */
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import type { components } from '@/generated/api';
import type { Difference } from '../lib/Changes';
import type { FieldRight } from '../lib/rights';
import { useT } from '../words';
import { inOrder, isMeant } from './actions';
import { usePermission } from './context';
import { isDrawable, type GroupDocument, type Members } from './document';
import { cellRight } from './matrix';
import { useSaid } from './say';
import { placesOf } from './shape';
import './words';

type Schemas = components['schemas'];
type Effect = Schemas['Effect'];
type GroupChange = Schemas['GroupChange'];

export function GroupChanges({ difference }: { difference: Difference }) {
  const t = useT();
  const { changes, effects } = difference as unknown as Schemas['GroupsDifference']; // what the sheet of groups answers
  return (
    <div className="pm-changes">
      <section>
        <h4>{t('perm.for_whom')}</h4>
        {effects.length === 0 && <p className="fd-muted">{t('perm.for_nobody')}</p>}
        <ul>{effects.map((effect) => <EffectLine key={JSON.stringify(effect.members)} effect={effect} />)}</ul>
      </section>
      <section>
        <h4>{t('perm.what_changes')}</h4>
        <ul>{changes.map((change) => <ChangeLine key={`${change.path}/${change.setting}`} change={change} />)}</ul>
      </section>
    </div>
  );
}

function EffectLine({ effect }: { effect: Effect }) {
  const t = useT();
  const names = useNamesOfPlaces();
  const who = effect.members.map((one) => one.name).join('、');
  const { target } = usePermission();
  const acts = (list: readonly string[]) => inOrder(list).filter((one) => isMeant(target, one)).map((one) => t(`perm.act_${one}`, { defaultValue: one })).join('、');
  const of = (before: (right: string) => boolean, after: string) => names(effect.fields.filter((one) => before(one.before) && one.after === after).map((one) => one.path));
  const lines: [boolean, string, string][] = [
    [false, 'lost', acts(effect.lost)],
    [false, 'hides', of(() => true, 'hidden')],
    [false, 'only_views', of((before) => before === 'edit', 'view')],
    [true, 'gained', acts(effect.gained)],
    [true, 'shows', of((before) => before === 'hidden', 'view')],
    [true, 'edits', of(() => true, 'edit')],
  ];
  return (
    <li>
      <strong>{effect.count > effect.members.length ? t('perm.and_others', { who, n: effect.count }) : who}</strong>
      <span className="pm-effects">
        {lines.filter(([, , text]) => text).map(([isMore, key, text]) => (
          <span key={key} className={isMore ? 'is-more' : 'is-less'}>
            <Icon name={isMore ? 'add' : 'close'} size={12} />
            {t(`perm.eff_${key}`, { text })}
          </span>
        ))}
        {effect.rows !== 'same' && (
          <span className={effect.rows === 'wider' ? 'is-more' : 'is-less'}>
            <Icon name="filter" size={12} />
            {t(`perm.eff_rows_${effect.rows}`)}
          </span>
        )}
      </span>
    </li>
  );
}

/** A whole subform goes by its own name; of many fields the first. */
function useNamesOfPlaces(): (paths: readonly string[]) => string {
  const t = useT();
  const words = useWords();
  const { target } = usePermission();
  const places = new Map(placesOf(target).map((one) => [one.path, one]));
  return (paths) => {
    const outer = paths.filter((path) => !paths.includes(places.get(path)?.parent ?? ''));
    const said = outer.slice(0, MOST).map((path) => {
      const place = places.get(path);
      const parent = place?.parent ? places.get(place.parent) : undefined;
      return (parent ? `${words(parent.label)} · ` : '') + (words(place?.label) || path);
    });
    return outer.length > MOST ? t('perm.and_more', { said: said.join('、'), n: outer.length }) : said.join('、');
  };
}
const MOST = 6;

function ChangeLine({ change }: { change: GroupChange }) {
  const t = useT();
  const words = useWords();
  const title = words(change.title) || change.path;
  if (change.setting === 'order') return <li><span>{t('perm.ch_order')}</span></li>;
  return (
    <li className={change.kind === 'removed' ? 'is-loss' : undefined}>
      <strong>{title}</strong>
      {change.kind === 'changed' ? <Setting change={change} /> : <span>{t(`perm.ch_${change.kind}`)}</span>}
    </li>
  );
}

function Setting({ change }: { change: GroupChange }) {
  const t = useT();
  const words = useWords();
  const said = useSaid();
  const names = useNamesOfPlaces();
  const { target } = usePermission();
  const acts = (value: unknown) => (Array.isArray(value) ? value.filter((one) => isMeant(target, String(one))).map((one) => t(`perm.act_${String(one)}`, { defaultValue: String(one) })) : []);
  const both = (before: string, after: string) => (
    <>
      <s>{before || '—'}</s> → <b>{after || '—'}</b>
    </>
  );
  const inside = () => {
    switch (change.setting) {
      case 'title':
        return both(words(change.before as GroupDocument['title']), words(change.after as GroupDocument['title']));
      case 'enabled':
        return t(change.after === false ? 'perm.ch_off' : 'perm.ch_on');
      case 'members':
        return both(said.members((change.before ?? {}) as Members), said.members((change.after ?? {}) as Members));
      case 'rows':
        return both(said.rows((change.before ?? undefined) as GroupDocument['rows']), said.rows((change.after ?? undefined) as GroupDocument['rows']));
      case 'actions': {
        const [old, now] = [acts(change.before), acts(change.after)];
        return [...old.filter((one) => !now.includes(one)).map((one) => `− ${one}`), ...now.filter((one) => !old.includes(one)).map((one) => `+ ${one}`)].join('  ');
      }
      default: {
        const right = (value: unknown, path: string, parent: string | null) => cellRight((isDrawable({ title: {}, members: {}, fields: value }) ? value : {}) as Record<string, FieldRight>, { path, parent });
        const moved = placesOf(target).flatMap(({ path, parent }) => {
          const now = right(change.after ?? {}, path, parent);
          return right(change.before ?? {}, path, parent) === now ? [] : [{ path, now }];
        });
        return (['hidden', 'view', 'edit'] as const)
          .map((one) => [t(`rights.${one}`), names(moved.filter(({ now }) => now === one).map(({ path }) => path))])
          .filter(([, text]) => text)
          .map(([name, text]) => `${name}：${text}`)
          .join('；');
      }
    }
  };
  return (
    <span>
      {t(`perm.set_${change.setting}`)} {inside()}
    </span>
  );
}
