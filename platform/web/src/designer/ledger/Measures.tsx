/** 指标: what the ledger counts, and what no balance may become. */
import { Button, Input, Switch } from 'antd';
import { useState } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Card } from '@/ui/page';
import { Labelled } from '../lib/Labelled';
import { NumberInput } from '../lib/NumberInput';
import { shortId } from '../lib/short-id';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useLedger, useLedgerState, useProblemAt } from './context';
import { idsOf, RESERVED, type Floor, type Measure } from './document';
import { RefusalInput } from './RefusalInput';
import { Row } from './Row';

const DEEPEST_SCALE = 6;
const USUAL_SCALE = 2;

export function Measures() {
  const t = useT();
  const { design } = useLedger();
  const measures = useLedgerState((state) => state.doc.measures);
  const add = () => {
    const { doc, add: addTo } = design.getState();
    addTo('measures', { id: shortId('m', new Set([...idsOf(doc), ...RESERVED])), label: { 'zh-CN': t('ledger.new_measure') }, scale: USUAL_SCALE });
  };
  return (
    <Card title={t('ledger.measures')} extra={<span className="fd-muted">{t('ledger.measures_help')}</span>}>
      <ol className="ld-rows" aria-label={t('ledger.measures')}>
        {measures.map((one, at) => <MeasureRow key={one.id} at={at} measure={one} />)}
      </ol>
      <Button size="small" icon={<Icon name="add" size={13} />} onClick={add}>{t('ledger.add_measure')}</Button>
    </Card>
  );
}

function MeasureRow({ at, measure }: { at: number; measure: Measure }) {
  const t = useT();
  const words = useWords();
  const name = words(measure.label) || t('canvas.untitled');
  const { floor } = measure;
  return (
    <Row part="measures" at={at} name={t('ledger.measure_of', { name })} settings={() => <Settings at={at} measure={measure} />}>
      <b>{name}</b>
      <small>
        {t('ledger.scale_words', { n: measure.scale ?? USUAL_SCALE })}
        {measure.unit && ` · ${measure.unit}`}
        {floor && ` · ${t(floor.past ? 'ledger.floor_past_words' : 'ledger.floor_words', { min: floor.min ?? '0' })}`}
      </small>
    </Row>
  );
}

type Changes = { [K in keyof Measure]?: Measure[K] | undefined };

function Settings({ at, measure }: { at: number; measure: Measure }) {
  const t = useT();
  const { design } = useLedger();
  const put = (changes: Changes) => design.getState().putAt('measures', at, changes);
  return (
    <>
      <Labelled name={t('ledger.measure_label')} error={useProblemAt(`measures.${at}.label`)}>{(id) => <WordsInput id={id} value={measure.label} onChange={(label) => put({ label: label ?? {} })} />}</Labelled>
      <Labelled name={t('ledger.scale')} hint={t('ledger.scale_hint')} error={useProblemAt(`measures.${at}.scale`)}>
        {(id) => <NumberInput id={id} size="small" min={0} max={DEEPEST_SCALE} precision={0} value={measure.scale ?? USUAL_SCALE} onChange={(scale) => put({ scale: scale ?? USUAL_SCALE })} style={{ width: '100%' }} />}
      </Labelled>
      <Labelled name={t('ledger.unit')} hint={t('ledger.unit_hint')}>{(id) => <Input id={id} size="small" maxLength={20} value={measure.unit ?? ''} onChange={(event) => put({ unit: event.target.value || undefined })} />}</Labelled>
      <Labelled name={t('ledger.id')} hint={t('ledger.id_hint')}>{(id) => <Input id={id} size="small" value={measure.id} readOnly variant="filled" />}</Labelled>
      <div className="ld-wide">
        <Labelled name={t('ledger.floor')} hint={t('ledger.floor_hint')} isBeside>
          {(id) => <Switch id={id} size="small" checked={measure.floor !== undefined} onChange={(on) => put({ floor: on ? { min: '0', code: 'TOO_LOW', message: { 'zh-CN': t('ledger.floor_message') } } : undefined })} />}
        </Labelled>
        {measure.floor && <FloorSetting at={at} floor={measure.floor} onChange={(floor) => put({ floor })} />}
      </div>
    </>
  );
}

function FloorSetting({ at, floor, onChange }: { at: number; floor: Floor; onChange: (floor: Floor) => void }) {
  const t = useT();
  const put = (changes: { [K in keyof Floor]?: Floor[K] | undefined }) => {
    const next: Record<string, unknown> = { ...floor, ...changes };
    for (const [key, value] of Object.entries(next)) if (value === undefined) delete next[key];
    onChange(next as unknown as Floor); // its required parts stay
  };
  const at_ = `measures.${at}.floor`;
  return (
    <div className="ld-block">
      <Labelled name={t('ledger.floor_min')} hint={t('ledger.floor_min_hint')} error={useProblemAt(`${at_}.min`)}>{(id) => <Least id={id} value={floor.min ?? '0'} onChange={(min) => put({ min })} />}</Labelled>
      <RefusalInput name={t('ledger.floor_says')} at={at_} value={floor} onChange={(refusal) => put(refusal)} />
      <Optional name={t('ledger.floor_past')} hint={t('ledger.floor_past_hint')} isOn={floor.past !== undefined} onSwitch={(on) => put({ past: on ? { code: `${floor.code}_PAST`.slice(0, 63), message: floor.message } : undefined })}>
        {floor.past && <RefusalInput name={t('ledger.floor_past_says')} at={`${at_}.past`} value={floor.past} onChange={(past) => put({ past })} />}
      </Optional>
      <Optional name={t('ledger.floor_undone')} hint={t('ledger.floor_undone_hint')} isOn={floor.undone !== undefined} onSwitch={(on) => put({ undone: on ? { code: 'HAS_DOWNSTREAM', message: { 'zh-CN': t('ledger.undone_message') } } : undefined })}>
        {floor.undone && <RefusalInput name={t('ledger.floor_undone_says')} at={`${at_}.undone`} value={floor.undone} onChange={(undone) => put({ undone })} />}
      </Optional>
    </div>
  );
}

function Optional({ name, hint, isOn, onSwitch, children }: { name: string; hint: string; isOn: boolean; onSwitch: (on: boolean) => void; children: React.ReactNode }) {
  return (
    <div>
      <Labelled name={name} hint={hint} isBeside>{(id) => <Switch id={id} size="small" checked={isOn} onChange={onSwitch} />}</Labelled>
      {children}
    </div>
  );
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A decimal that is kept as it is typed; what is none is not handed on. */
export function Least({ id, value, onChange }: { id: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Input
      id={id}
      size="small"
      inputMode="decimal"
      status={typed === null || NUMBER.test(typed) ? '' : 'error'}
      value={typed ?? value}
      onChange={(event) => {
        const text = event.target.value.trim();
        setTyped(text);
        if (NUMBER.test(text)) onChange(text);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
