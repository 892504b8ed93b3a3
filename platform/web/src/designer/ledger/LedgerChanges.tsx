/** What a publish changes, in words: parts by their names, postings by their forms, settings one by one. */
import type { Words } from '@/core/words';
import { useWords } from '@/ui/hooks';
import { useAppForms } from '../lib/app-forms';
import type { Change, Difference } from '../lib/Changes';
import { useT } from '../words';
import { useLedgerState } from './context';
import { ruleName } from './say';

const KINDS = ['added', 'removed', 'changed'] as const;
/** Settings that are said as they stand. */
const PLAIN: readonly string[] = ['unit', 'min', 'code'];
type Settings = Record<string, unknown>;

export function LedgerChanges({ difference }: { difference: Difference }) {
  const t = useT();
  const nameOf = useNameOf();
  return (
    <div className="fd-changes">
      {KINDS.map((kind) => {
        const mine = difference.changes.filter((one) => one.kind === kind);
        if (mine.length === 0) return null;
        return (
          <section key={kind} className={`is-${kind}`}>
            <h4>{t(`publish.${kind}`)} <em>{mine.length}</em></h4>
            <ul>
              {mine.map((one) => (
                <li key={`${one.path}/${one.what}`}>
                  <strong>{nameOf(one)}</strong>
                  {kind === 'changed' && <span>{settingsOf(one).map((setting) => <Setting key={setting} change={one} setting={setting} />)}</span>}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

const isSettings = (value: unknown): value is Settings => typeof value === 'object' && value !== null && !Array.isArray(value);
const settingsIn = (sides: readonly unknown[]): string[] => sides.flatMap((one) => (isSettings(one) ? Object.keys(one) : []));
const settingsOf = ({ before, after }: Change): string[] => [...new Set(settingsIn([before, after]))];

/** 指标“数量”, 过账规则 2（出库单）. */
function useNameOf(): (change: Change) => string {
  const t = useT();
  const words = useWords();
  const doc = useLedgerState((state) => state.doc);
  const forms = useAppForms().data?.items;
  return (change) => {
    if (change.path === '' || change.what.endsWith('_order')) return t(`ledger.what_${change.what}`, { defaultValue: t('ledger.what_document') });
    const whole = [change.after, change.before].find((one) => isSettings(one) && 'form' in one) as { form: unknown } | undefined; // just looked for it
    const form = whole?.form ?? doc.postings?.find((one) => one.id === change.path)?.form;
    const title = words(change.title);
    if (change.what === 'posting') return t('ledger.what_posting', { rule: change.kind === 'removed' ? t('ledger.rule') : ruleName(change.path, { doc, t }), form: words(forms?.find((one) => one.key === form)?.title) });
    return t(`ledger.what_${change.what}`, { name: title, defaultValue: title });
  };
}

function Setting({ change, setting }: { change: Change; setting: string }) {
  const t = useT();
  const words = useWords();
  const show = (side: unknown): string => {
    const value = isSettings(side) ? side[setting] : undefined;
    if (value === null || value === undefined || value === '') return '—';
    if (isSettings(value) && ('zh-CN' in value || 'en' in value)) return words(value as Words);
    if (typeof value === 'boolean') return t(value ? 'cond.word_yes' : 'cond.word_no');
    if (typeof value === 'object') return '';
    const isPlain = typeof value === 'number' || PLAIN.includes(setting);
    return t(`ledger.value_${setting}_${String(value)}`, { defaultValue: isPlain ? String(value) : '' });
  };
  const [before, after] = [show(change.before), show(change.after)];
  const isShown = before !== after && before !== '' && after !== '';
  return (
    <span className="ld-change">
      {t(`ledger.set_${setting}`, { defaultValue: setting })}
      {isShown && <> <s>{before}</s> → <b>{after}</b></>}
    </span>
  );
}

const COUNTS: readonly string[] = ['dimension', 'measure', 'posting'];

/** Whether records count otherwise than before: other names and limits change no figure. */
export const countsAnew = ({ changes }: Difference): boolean => changes.some(({ kind, what, before, after }) => COUNTS.includes(what) && (kind !== 'changed' || settingsIn([before, after]).some((one) => !NAMES.includes(one))));
const NAMES: readonly string[] = ['label', 'unit', 'floor'];
