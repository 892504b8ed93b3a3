/** One way from a source: what follows from what, how much may be taken, what comes along; and a try on a real document. */
import { useQuery } from '@tanstack/react-query';
import { Input, Select, Switch } from 'antd';
import { Drawer } from '../../lib/Drawer';
import { type ReactNode } from 'react';
import { api, url } from '@/core/api';
import type { Field, FormDocument } from '@/core/documents';
import type { Words } from '@/core/words';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { Conditions } from '../../lib/Conditions';
import { Labelled } from '../../lib/Labelled';
import { FormulaEditor } from '../../lib/LateFormulaEditor';
import { useForms, useNamedOf } from '../../lib/names';
import { WordsInput } from '../../lib/WordsInput';
import { useT } from '../../words';
import { useDoc, usePlace } from '../context';
import { useProblemsOf } from '../problems';
import { isNumber, near, scopeOf, type DesignLink } from './document';
import { LinkTrial } from './LinkTrial';
import { NewField } from './NewField';
import { Pairs } from './Pairs';
import './links.css';
import './words';

interface LinkEditorProps {
  at: number;
  link: DesignLink;
  onChange: (changes: Partial<DesignLink>) => void;
  onClose: () => void;
}

export default function LinkEditor({ at, link, onChange, onClose }: LinkEditorProps) {
  const t = useT();
  const source = useForms([link.form]).get(link.form);
  return (
    <Drawer open size={760} title={t('links.title')} onClose={onClose}>
      <div className="lk">
        <Source at={at} link={link} source={source} onChange={onChange} />
        {source && <Amounts at={at} link={link} source={source} onChange={onChange} />}
        {source && <Part title={t('links.pairs')}><Pairs at={at} link={link} source={source} onChange={onChange} /></Part>}
        {source && <More at={at} link={link} source={source} onChange={onChange} />}
        {source && <Part title={t('links.trial')}><LinkTrial link={link} source={source} /></Part>}
      </div>
    </Drawer>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="lk-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

type PartProps = Omit<LinkEditorProps, 'onClose'> & { source: FormDocument };

function useError(at: number): (setting: string) => string | undefined {
  const problems = useProblemsOf(null);
  return (setting) => problems.find((one) => one.path === `links.${at}.${setting}` || one.path.startsWith(`links.${at}.${setting}.`))?.message;
}

/** Fields as choices, called as people see them. */
function useChoices(doc: FormDocument) {
  const words = useWords();
  const titleOf = (id: string) => words(doc.fields.find((field) => field.id === id)?.label);
  return (scope: string, fits: (field: Field) => boolean) =>
    near(doc, scope)
      .filter(({ field }) => fits(field))
      .map(({ path, field }) => ({ value: path, label: path.includes('.') ? `${titleOf(path.split('.')[0]!)} · ${words(field.label)}` : words(field.label) }));
}

function Source({ at, link, source, onChange }: Omit<PartProps, 'source'> & { source: FormDocument | undefined }) {
  const t = useT();
  const words = useWords();
  const doc = useDoc();
  const error = useError(at);
  const { app } = usePlace();
  const own = useChoices(doc);
  const forms = useQuery({ queryKey: ['design', app, 'documents', 'form'], queryFn: () => api.get<{ items: { key: string; title: Words }[] }>(url`/apps/${app}/documents`, { query: { kind: 'form' } }), staleTime: 60_000 });
  const names = (field: Field) => field.type === 'reference' && field.form === link.form;
  const subforms = doc.fields.filter((field) => field.type === 'subform');
  const scope = scopeOf(link) || (link.lines ? (subforms[0]?.id ?? '') : '');
  const records = [...own('', names), ...subforms.flatMap((one) => own(one.id, names).filter((choice) => choice.value.includes('.')))];
  const rows = subforms.flatMap((one) => own(one.id, (field) => field.type === 'number' && field.scale === 0).filter((choice) => choice.value.includes('.')));
  return (
    <Part title={t('links.source')}>
      <div className="lk-grid">
        <Labelled name={t('links.form')} error={error('form')}>
          {(id) => <Select id={id} size="small" value={link.form || null} showSearch={BY_LABEL} options={(forms.data?.items ?? []).filter((one) => one.key !== doc.id).map((one) => ({ value: one.key, label: words(one.title) }))} onChange={(form: string) => onChange({ form, record: '', quantity: link.quantity })} style={{ width: '100%' }} />}
        </Labelled>
        <Labelled name={t('links.button')} hint={t('links.button_hint')}>{(id) => <WordsInput id={id} value={link.title} onChange={(title) => onChange({ title: title ?? {} })} />}</Labelled>
        {source && (
          <>
            <Labelled name={t('links.lines')} hint={t('links.lines_hint')} error={error('lines')}>
              {(id) => <Select id={id} size="small" value={link.lines ?? ''} options={[{ value: '', label: t('links.whole') }, ...source.fields.filter((field) => field.type === 'subform').map((field) => ({ value: field.id, label: words(field.label) }))]} onChange={(lines) => onChange(lines ? { lines } : ({ lines: undefined, row: undefined } as unknown as Partial<DesignLink>))} style={{ width: '100%' }} />}
            </Labelled>
            <Labelled name={t('links.record')} hint={t('links.record_hint')} error={error('record')}>
              {(id) => (
                <div className="fd-row">
                  <Select id={id} size="small" value={link.record || null} options={records} onChange={(record: string) => onChange({ record })} />
                  <NewField label={source.title} field={{ type: 'reference', form: source.id }} onMade={(record) => onChange({ record })} />
                </div>
              )}
            </Labelled>
            {link.lines && (
              <Labelled name={t('links.row')} hint={t('links.row_hint')} error={error('row')}>
                {(id) => (
                  <div className="fd-row">
                    <Select id={id} size="small" value={link.row ?? null} options={rows} onChange={(row: string) => onChange({ row })} />
                    {scope && <NewField label={{ 'zh-CN': '来源行', en: 'Source line' }} field={{ type: 'number', scale: 0, display: 'nowhere' }} parent={scope} onMade={(row) => onChange({ row })} />}
                  </div>
                )}
              </Labelled>
            )}
          </>
        )}
      </div>
    </Part>
  );
}

function Amounts({ at, link, source, onChange }: PartProps) {
  const t = useT();
  const error = useError(at);
  const own = useChoices(useDoc());
  const there = useChoices(source);
  const named = useNamedOf(source);
  const isTyped = (field: Field) => isNumber(field) && field.type !== 'formula';
  return (
    <Part title={t('links.amounts')}>
      <div className="lk-grid">
        <Labelled name={t('links.quantity')} hint={t('links.quantity_hint')} error={error('quantity')}>
          {(id) => <Select id={id} size="small" value={link.quantity || null} options={own(scopeOf(link), isNumber)} onChange={(quantity: string) => onChange({ quantity })} style={{ width: '100%' }} />}
        </Labelled>
        <Labelled name={t('links.into')} hint={t('links.into_hint')} error={error('into')}>
          {(id) => <Select id={id} size="small" allowClear value={link.into ?? null} options={there(link.lines ?? '', (field) => isTyped(field) && field.readonly === true)} onChange={(into: string | undefined) => onChange({ into } as Partial<DesignLink>)} style={{ width: '100%' }} />}
        </Labelled>
        <Labelled name={t('links.limit')} hint={t('links.limit_hint')} error={error('limit')}>
          {() => <FormulaEditor key={`limit/${link.form}`} value={link.limit ?? ''} named={named} onChange={(limit) => onChange({ limit })} />}
        </Labelled>
        <Labelled name={t('links.refused')} hint={t('links.refused_hint')} error={error('refused')}>
          {(id) => <WordsInput id={id} isLong value={link.refused?.message} onChange={(message) => onChange({ refused: message ? { code: link.refused?.code ?? 'OVER_SOURCE', message } : undefined } as Partial<DesignLink>)} />}
        </Labelled>
        <Labelled name={t('links.offer_into')} hint={t('links.offer_into_hint')} error={error('offer.into')}>
          {(id) => <Select id={id} size="small" allowClear value={link.offer?.into ?? null} options={own(scopeOf(link), isTyped)} onChange={(into: string | undefined) => onChange({ offer: into ? { into, amount: link.offer?.amount ?? '0' } : undefined } as Partial<DesignLink>)} style={{ width: '100%' }} />}
        </Labelled>
        {link.offer && (
          <Labelled name={t('links.offer_amount')} hint={t('links.offer_amount_hint')} error={error('offer.amount')}>
            {() => <FormulaEditor key={`offer/${link.form}`} value={link.offer!.amount} named={named} onChange={(amount) => onChange({ offer: { ...link.offer!, amount } })} />}
          </Labelled>
        )}
      </div>
      <Labelled name={t('links.where')} error={error('where')}>
        {() => <Conditions value={link.where} left={named} right={named} form={source.id} onChange={(where) => onChange({ where } as Partial<DesignLink>)} />}
      </Labelled>
    </Part>
  );
}

function More({ at, link, source, onChange }: PartProps) {
  const t = useT();
  const error = useError(at);
  const doc = useDoc();
  const own = useChoices(doc);
  const there = useChoices(source);
  const isDay = (field: Field) => field.type === 'date';
  const date = doc.fields.find(isDay)?.id;
  const day = source.fields.find(isDay)?.id;
  return (
    <Part title={t('links.more')}>
      <div className="lk-grid">
        <Labelled name={t('links.many')} hint={t('links.many_hint')} isBeside>
          {(id) => <Switch id={id} size="small" checked={link.many ?? true} onChange={(many) => onChange({ many: many ? undefined : false } as Partial<DesignLink>)} />}
        </Labelled>
        <Labelled name={t('links.not_before')} error={error('not_before')} isBeside>
          {(id) => <Switch id={id} size="small" disabled={!date || !day} checked={link.not_before !== undefined} onChange={(on) => onChange({ not_before: on ? { date: date!, source: day! } : undefined } as Partial<DesignLink>)} />}
        </Labelled>
        {link.not_before && (
          <>
            <Labelled name={t('links.own_date')}>{(id) => <Select id={id} size="small" value={link.not_before!.date} options={own('', isDay)} onChange={(next: string) => onChange({ not_before: { ...link.not_before!, date: next } })} style={{ width: '100%' }} />}</Labelled>
            <Labelled name={t('links.source_date')}>{(id) => <Select id={id} size="small" value={link.not_before!.source} options={there('', isDay)} onChange={(next: string) => onChange({ not_before: { ...link.not_before!, source: next } })} style={{ width: '100%' }} />}</Labelled>
          </>
        )}
        {link.refused && <Labelled name={t('links.code')} hint={t('links.code_hint')}>{(id) => <Input id={id} size="small" value={link.refused!.code} onChange={(event) => onChange({ refused: { ...link.refused!, code: event.target.value.replace(/[^A-Za-z0-9_]/g, '').toUpperCase() } })} />}</Labelled>}
      </div>
    </Part>
  );
}
