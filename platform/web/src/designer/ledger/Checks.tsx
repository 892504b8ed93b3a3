/** 校验: sums over measures, of several ledgers too, that never fall below something. */
import { Button, Segmented, Select, Switch } from 'antd';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Card } from '@/ui/page';
import { useDocuments } from '../automation/parts/documents';
import { Labelled } from '../lib/Labelled';
import { Many } from '../lib/Many';
import { shortId } from '../lib/short-id';
import { without } from '../lib/without';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useLedger, useLedgerState, useProblemAt, useSaid } from './context';
import { idsOf, listOf, type Check, type CheckTerm } from './document';
import { Least } from './Measures';
import { RefusalInput } from './RefusalInput';
import { Row } from './Row';
import { checkInWords } from './say';

export function Checks() {
  const t = useT();
  const { design } = useLedger();
  const checks = useLedgerState((state) => listOf(state.doc, 'checks'));
  const add = () => {
    const { doc, add: addTo } = design.getState();
    addTo('checks', {
      id: shortId('c', idsOf(doc)),
      label: { 'zh-CN': t('ledger.new_check') },
      by: doc.dimensions.map((one) => one.id),
      terms: [{ measure: doc.measures[0]?.id ?? '' }],
      min: '0',
      code: 'NOT_ENOUGH',
      message: { 'zh-CN': t('ledger.check_message') },
    });
  };
  return (
    <Card title={t('ledger.checks')} extra={<span className="fd-muted">{t('ledger.checks_help')}</span>}>
      <ol className="ld-rows" aria-label={t('ledger.checks')}>
        {checks.map((one, at) => <CheckRow key={one.id} at={at} check={one} />)}
      </ol>
      <Button size="small" icon={<Icon name="add" size={13} />} onClick={add}>{t('ledger.add_check')}</Button>
    </Card>
  );
}

function CheckRow({ at, check }: { at: number; check: Check }) {
  const t = useT();
  const words = useWords();
  const said = useSaid();
  const name = words(check.label) || t('canvas.untitled');
  return (
    <Row part="checks" at={at} name={t('ledger.check_of', { name })} settings={() => <Settings at={at} check={check} />}>
      <b>{name}</b>
      <small>{checkInWords(check, said)}</small>
    </Row>
  );
}

type Changes = { [K in keyof Check]?: Check[K] | undefined };

function Settings({ at, check }: { at: number; check: Check }) {
  const t = useT();
  const words = useWords();
  const { design } = useLedger();
  const dimensions = useLedgerState((state) => state.doc.dimensions);
  const put = (changes: Changes) => design.getState().putAt('checks', at, changes);
  const here = `checks.${at}`;
  const term = (place: number, next: CheckTerm) => put({ terms: check.terms.map((one, index) => (index === place ? next : one)) });
  return (
    <>
      <Labelled name={t('ledger.check_label')} error={useProblemAt(`${here}.label`)}>{(id) => <WordsInput id={id} value={check.label} onChange={(label) => put({ label: label ?? {} })} />}</Labelled>
      <Labelled name={t('ledger.check_by')} hint={t('ledger.check_by_hint')} error={useProblemAt(`${here}.by`)}>{(id) => <Many id={id} label={t('ledger.check_by')} value={check.by} options={dimensions.map((one) => ({ value: one.id, label: words(one.label) }))} onChange={(by) => put({ by })} />}</Labelled>
      <fieldset className="ld-wide ld-map" aria-label={t('ledger.check_terms')}>
        <legend>{t('ledger.check_terms')}</legend>
        {check.terms.map((one, place) => <TermRow key={place} n={place + 1} term={one} onChange={(next) => term(place, next)} {...(check.terms.length > 1 ? { onRemove: () => put({ terms: check.terms.filter((_, index) => index !== place) }) } : {})} />)}
        <Button size="small" type="link" icon={<Icon name="add" size={13} />} onClick={() => put({ terms: [...check.terms, { measure: check.terms[0]?.measure ?? '' }] })}>{t('ledger.add_term')}</Button>
        <ProblemAt at={`${here}.terms`} />
      </fieldset>
      <Labelled name={t('ledger.check_min')} hint={t('ledger.floor_min_hint')} error={useProblemAt(`${here}.min`)}>{(id) => <Least id={id} value={check.min ?? '0'} onChange={(min) => put({ min })} />}</Labelled>
      <Labelled name={t('ledger.discloses')} hint={t('ledger.discloses_hint')} isBeside>{(id) => <Switch id={id} size="small" checked={check.discloses === true} onChange={(on) => put({ discloses: on ? true : undefined })} />}</Labelled>
      <Labelled name={t('ledger.refuses')} hint={t('ledger.refuses_hint')} isBeside>{(id) => <Switch id={id} size="small" checked={check.refuses !== false} onChange={(on) => put({ refuses: on ? undefined : false })} />}</Labelled>
      <div className="ld-wide"><RefusalInput name={t('ledger.check_says')} at={here} value={check} onChange={(refusal) => put(refusal)} /></div>
    </>
  );
}

function ProblemAt({ at }: { at: string }) {
  const error = useProblemAt(at);
  return error ? <div className="fd-error" role="alert">{error}</div> : null;
}

/** ± a measure, of this ledger or of another; only of keys without a value in some dimensions. */
function TermRow({ n, term, onChange, onRemove }: { n: number; term: CheckTerm; onChange: (term: CheckTerm) => void; onRemove?: () => void }) {
  const t = useT();
  const words = useWords();
  const { ledgers } = useLedger();
  const own = useLedgerState((state) => state.doc.id);
  const titles = useDocuments('ledger');
  const ledger = ledgers.get(term.ledger ?? own);
  const of = (id: string) => onChange({ measure: '', ...(id === own ? {} : { ledger: id }), ...(term.sign ? { sign: term.sign } : {}) });
  const empty = (ids: string[]) => {
    onChange(ids.length > 0 ? { ...term, empty: ids } : without(term, 'empty'));
  };
  const options = [{ value: own, label: t('ledger.this_ledger') }, ...titles.filter((one) => one.value !== own)];
  return (
    <div className="ld-term" role="group" aria-label={t('ledger.term_n', { n })}>
      <Segmented size="small" aria-label={t('ledger.term_sign', { n })} value={term.sign ?? '+'} options={[{ value: '+', label: '+' }, { value: '-', label: '−' }]} onChange={(sign) => onChange({ ...term, sign: sign as '+' | '-' })} />
      <Select size="small" aria-label={t('ledger.term_ledger', { n })} value={term.ledger ?? own} options={options} onChange={of} popupMatchSelectWidth={false} />
      <Select size="small" aria-label={t('ledger.term_measure', { n })} status={term.measure ? '' : 'warning'} placeholder={t('cond.choose')} value={term.measure || null} options={(ledger?.measures ?? []).map((one) => ({ value: one.id, label: words(one.label) }))} onChange={(measure) => onChange({ ...term, measure })} popupMatchSelectWidth={false} />
      <Select mode="multiple" size="small" aria-label={t('ledger.term_empty', { n })} placeholder={t('ledger.term_empty_hint')} value={[...(term.empty ?? [])]} options={(ledger?.dimensions ?? []).map((one) => ({ value: one.id, label: words(one.label) }))} onChange={empty} popupMatchSelectWidth={false} />
      {onRemove && <button type="button" className="icon-button" aria-label={t('ledger.term_remove', { n })} onClick={onRemove}><Icon name="close" size={13} /></button>}
    </div>
  );
}
