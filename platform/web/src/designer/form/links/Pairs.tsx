/** 字段对应: which field follows which, and how. */
import { Button, Select } from 'antd';
import type { FormDocument } from '@/core/documents';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Labelled } from '../../lib/Labelled';
import { useNamedOf } from '../../lib/names';
import { useT } from '../../words';
import { useDoc } from '../context';
import { useProblemsOf } from '../problems';
import { guessedPairs, isAlike, isNumber, near, pairsOf, scopeOf, withPairs, type DesignLink, type Following, type Pair } from './document';

const WAYS: readonly Following[] = ['same', 'copy', 'share'];
const SETTING: Record<Following, string> = { same: 'same', copy: 'copy', share: 'shares.fields' };

interface PairsProps {
  at: number;
  link: DesignLink;
  source: FormDocument;
  onChange: (changes: Partial<DesignLink>) => void;
}

export function Pairs({ at, link, source, onChange }: PairsProps) {
  const t = useT();
  const words = useWords();
  const doc = useDoc();
  const problems = useProblemsOf(null);
  const there = useNamedOf(source).filter((one) => one.path.split('.').length < 2 || !isOtherSubform(one.path, source, link.lines));
  const scope = scopeOf(link);
  const own = near(doc, scope).filter(({ field }) => field.type !== 'formula' && field.type !== 'serial');
  const pairs = pairsOf(link);
  const put = (next: readonly Pair[]) => onChange(withPairs(link, next));
  const free = own.filter(({ path }) => !pairs.some((pair) => pair.own === path));
  const guesses = guessedPairs(doc, source, link);
  const label = (path: string) => {
    const [head, column] = path.split('.');
    const field = doc.fields.find((one) => one.id === head);
    const inner = field?.type === 'subform' ? field.fields.find((one) => one.id === column) : undefined;
    return inner ? `${words(field?.label)} · ${words(inner.label)}` : words(field?.label) || path;
  };
  const alike = (path: string) => {
    const field = own.find((one) => one.path === path)?.field;
    return there.filter((one) => !field || isAlike(field, one.field)).map((one) => ({ value: one.path, label: one.label }));
  };
  return (
    <>
      <table className="lk-pairs">
        <thead>
          <tr><th>{t('links.own_field')}</th><th>{t('links.how')}</th><th>{t('links.source_field')}</th><th><span className="sr-only">{t('links.actions')}</span></th></tr>
        </thead>
        <tbody>
          {pairs.map((pair, n) => {
            const change = (changes: Partial<Pair>) => put(pairs.map((one, index) => (index === n ? { ...one, ...changes } : one)));
            const wrong = problems.find((one) => one.path === `links.${at}.${SETTING[pair.how]}.${pair.own}`)?.message;
            return (
              <tr key={pair.own}>
                <td>{label(pair.own)}{wrong && <div className="fd-error" role="alert">{wrong}</div>}</td>
                <td><Select size="small" aria-label={t('links.how_of', { name: label(pair.own) })} value={pair.how} options={WAYS.map((one) => ({ value: one, label: t(`links.how_${one}`) }))} onChange={(how) => change({ how })} style={{ width: 132 }} /></td>
                <td><Select size="small" aria-label={t('links.source_of', { name: label(pair.own) })} value={pair.source || null} status={pair.source ? '' : 'error'} showSearch={BY_LABEL} options={alike(pair.own)} onChange={(next: string) => change({ source: next })} style={{ width: '100%' }} /></td>
                <td><button type="button" className="icon-button" aria-label={t('links.remove_pair', { name: label(pair.own) })} onClick={() => put(pairs.filter((_, index) => index !== n))}><Icon name="close" size={13} /></button></td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="fd-row">
        <Select<string>
          size="small"
          value={null as unknown as string} // a menu: what is chosen becomes a row
          placeholder={t('links.add_pair')}
          aria-label={t('links.add_pair')}
          showSearch={BY_LABEL}
          options={free.map(({ path }) => ({ value: path, label: label(path) }))}
          onChange={(path) => put([...pairs, { own: path, source: alike(path)[0]?.value ?? '', how: 'copy' }])}
          style={{ maxWidth: 260 }}
        />
        {guesses.length > 0 && <Button size="small" onClick={() => put([...pairs, ...guesses])}>{t('links.guess', { n: guesses.length })}</Button>}
      </div>
      {link.shares && (
        <Labelled name={t('links.shares_of')} hint={t('links.shares_hint')} error={problems.find((one) => one.path === `links.${at}.shares.of`)?.message}>
          {(id) => <Select id={id} size="small" value={link.shares!.of || null} options={there.filter((one) => isNumber(one.field)).map((one) => ({ value: one.path, label: one.label }))} onChange={(of: string) => onChange({ shares: { ...link.shares!, of } })} style={{ width: '100%' }} />}
        </Labelled>
      )}
    </>
  );
}

/** Lines of another subform have nothing to do with these. */
function isOtherSubform(path: string, source: FormDocument, lines: string | undefined): boolean {
  const head = path.split('.')[0];
  return head !== lines && source.fields.some((field) => field.id === head && field.type === 'subform');
}
