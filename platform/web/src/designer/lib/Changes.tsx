/** A difference between two versions, in words: added, removed, changed. */
import type { Words } from '@/core/words';
import { useWords } from '@/ui/hooks';
import { useT } from '../words';
import { FormulaWords } from './FormulaWords';

export interface Change {
  kind: 'added' | 'removed' | 'changed';
  path: string;
  title: Words;
  what: string;
  /** Of a change: which setting. */
  setting?: string;
  /** Whether values are no longer shown or accepted. */
  loses?: boolean;
  before: unknown;
  after: unknown;
}
export interface Difference {
  changes: Change[];
  affected_records: number;
}

const KINDS = ['added', 'removed', 'changed'] as const;

export function Changes({ difference, titled = (path) => path }: { difference: Difference; titled?: ((path: string) => string) | undefined }) {
  const t = useT();
  const words = useWords();
  const loses = difference.changes.some((change) => change.loses ?? (change.kind === 'removed' && change.what === 'field'));
  return (
    <div className="fd-changes">
      {KINDS.map((kind) => {
        const mine = difference.changes.filter((change) => change.kind === kind);
        if (mine.length === 0) return null;
        return (
          <section key={kind} className={`is-${kind}`}>
            <h4>
              {t(`publish.${kind}`)} <em>{mine.length}</em>
            </h4>
            <ul>
              {mine.map((change) => (
                <li key={`${change.path}/${change.what}/${change.setting ?? ''}`} className={change.loses ? 'is-loss' : undefined}>
                  <strong>{words(change.title) || titled(change.path)}</strong>
                  {kind === 'changed' ? <Values change={change} /> : <What what={change.what} />}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {loses && <p className="fd-hint">{t('publish.data_lost')}</p>}
    </div>
  );
}

/** What else than a field it is. */
function What({ what }: { what: string }) {
  const t = useT();
  const said = t(`form.${what}s`, { defaultValue: '' });
  return said === '' || what === 'field' ? null : <span>{said}</span>;
}

function Values({ change }: { change: Change }) {
  const t = useT();
  const words = useWords();
  const setting = change.setting ?? '';
  const name = setting === '' ? '' : t(`props.${setting}`, { defaultValue: t(`set.${setting}`, { defaultValue: t(`form.${setting}`, { defaultValue: setting }) }) });
  const show = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return '—';
    if (typeof value === 'boolean') return value ? '✓' : '—';
    if (isWords(value)) return words(value);
    return typeof value === 'object' ? '' : String(value);
  };
  const [before, after] = [show(change.before), show(change.after)];
  const isShown = before !== after && before !== '' && after !== '';
  return (
    <span>
      {name}
      {isShown && (
        <>
          {' '}
          <s><Said text={before} /></s> → <b><Said text={after} /></b>
        </>
      )}
    </span>
  );
}

/** Fields in a formula go by their names. */
function Said({ text }: { text: string }) {
  return text.includes('{') ? <FormulaWords text={text} /> : text;
}

function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && ('zh-CN' in value || 'en' in value);
}
