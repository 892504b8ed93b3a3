import { Button, Input, Select, Switch } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/core/api';
import { Icon } from '@/ui/icons';
import { Labelled } from '../../../lib/Labelled';
import { FormulaEditor } from '../../../lib/LateFormulaEditor';
import { NumberInput } from '../../../lib/NumberInput';
import { useNamed } from '../../../lib/names';
import { without } from '../../../lib/without';
import { useT } from '../../../words';
import type { Values, ValueSource } from '../../document';
import type { StepPanelProps } from '../../kind';
import { TextMessage } from '../../parts/Message';
import { PathSelect } from '../../parts/PathSelect';
import { PickedRows } from '../../parts/PickedRows';
import { kindOf, pathIn } from '../../values';
import { STATUS, type Header, type HttpRequest } from '../http_request';

const METHODS = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'];
const SECONDS = 10;
const MOST_SECONDS = 30;

export default function Panel({ step, patch }: StepPanelProps<HttpRequest>) {
  const t = useT();
  const secrets = useSecrets();
  const method = step.method ?? 'POST';
  const some = <T extends object>(given: T): T | undefined => (Object.keys(given).length > 0 ? given : undefined);
  return (
    <>
      <Labelled name={t('automation.http_method')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} value={method} options={METHODS.map((one) => ({ value: one, label: t(`automation.http_${one.toLowerCase()}`) }))} onChange={(next: string) => patch({ method: next === 'POST' ? undefined : next })} />}</Labelled>
      <TextMessage name={t('automation.http_url')} value={step.url} hint={t('automation.http_url_hint')} onChange={(url) => patch({ url })} />
      {method !== 'GET' && (
        <>
          <Labelled name={t('automation.http_body')} hint={t('automation.http_body_hint')}>{() => <Body body={step.body ?? {}} onChange={(body) => patch({ body: some(body) })} />}</Labelled>
          <Labelled name={t('automation.http_record')} isBeside>{(id) => <Switch id={id} size="small" checked={step.record ?? false} onChange={(on) => patch({ record: on || undefined })} />}</Labelled>
        </>
      )}
      <Labelled name={t('automation.http_keep')} hint={t('automation.http_keep_hint')}>{() => <PickedRows fields={step.keep} taken={[STATUS]} onChange={(keep) => patch({ keep: some(keep) })} />}</Labelled>
      <Labelled name={t('automation.http_headers')} hint={t('automation.http_headers_hint')}>{() => <Headers headers={step.headers ?? {}} secrets={secrets} onChange={(headers) => patch({ headers: some(headers) })} />}</Labelled>
      <Labelled name={t('automation.http_sign')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} allowClear value={step.sign ?? null} placeholder={t('automation.http_unsigned')} options={secrets} onChange={(sign?: string) => patch({ sign })} />}</Labelled>
      <Labelled name={t('automation.http_seconds')} isBeside>{(id) => <NumberInput id={id} size="small" min={1} max={MOST_SECONDS} precision={0} value={step.seconds ?? SECONDS} onChange={(seconds) => patch({ seconds: seconds === null || seconds === SECONDS ? undefined : seconds })} />}</Labelled>
    </>
  );
}

function useSecrets(): { value: string; label: string }[] {
  const found = useQuery({ queryKey: ['secrets', 'names'], queryFn: () => api.get<{ items: { name: string }[] }>('/secrets'), retry: false, staleTime: 60_000 });
  return (found.data?.items ?? []).map((one) => ({ value: one.name, label: one.name }));
}

/** What is sent: a name the other system knows, and a value. */
function Body({ body, onChange }: { body: Values; onChange: (body: Values) => void }) {
  const t = useT();
  const pairs = Object.entries(body);
  const put = (next: [string, ValueSource][]) => onChange(Object.fromEntries(next));
  return (
    <div className="fd-rows">
      {pairs.map(([name, source], at) => (
        <div className="au-value" role="group" aria-label={name} key={at}>
          <div className="fd-row">
            <Input size="small" aria-label={t('automation.http_name')} placeholder={t('automation.http_name')} value={name} onChange={(event) => put(pairs.map((pair, n) => (n === at ? [event.target.value, source] : pair)))} />
            <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={() => put(pairs.filter((_, n) => n !== at))}>
              <Icon name="close" size={13} />
            </button>
          </div>
          <BodyValue source={source} onChange={(next) => put(pairs.map((pair, n) => (n === at ? [name, next] : pair)))} />
        </div>
      ))}
      <Button size="small" type="link" icon={<Icon name="add" size={13} />} disabled={'' in body} onClick={() => put([...pairs, ['', { field: '' }]])}>
        {t('automation.http_add')}
      </Button>
    </div>
  );
}

const FRESH = { field: { field: '' }, value: { value: '' }, formula: { formula: '' } } as const;

function BodyValue({ source, onChange }: { source: ValueSource; onChange: (source: ValueSource) => void }) {
  const t = useT();
  const named = useNamed();
  const kind = kindOf(source);
  return (
    <div className="au-source">
      <span aria-hidden="true">=</span>
      <Select size="small" aria-label={t('automation.value_kind')} popupMatchSelectWidth={false} value={kind} options={(['field', 'value', 'formula'] as const).map((one) => ({ value: one, label: t(`automation.by_${one}`) }))} onChange={(next: keyof typeof FRESH) => onChange(FRESH[next])} />
      {'value' in source && <Input size="small" aria-label={t('cond.value')} value={String(source.value ?? '')} onChange={(event) => onChange({ value: event.target.value })} />}
      {kind === 'field' && <PathSelect label={t('automation.value_from')} value={pathIn(source)} named={named} onChange={(field) => onChange({ field })} />}
      {kind === 'formula' && 'formula' in source && (
        <FormulaEditor value={source.formula} named={named} onChange={(formula) => onChange({ formula })} />
      )}
    </div>
  );
}

function Headers({ headers, secrets, onChange }: { headers: Record<string, Header>; secrets: { value: string; label: string }[]; onChange: (headers: Record<string, Header>) => void }) {
  const t = useT();
  const pairs = Object.entries(headers);
  const put = (next: [string, Header][]) => onChange(Object.fromEntries(next));
  const set = (at: number, changes: Header) => put(pairs.map(([name, one], n) => [name, n === at ? (changes.secret === undefined && 'secret' in changes ? without({ ...one, ...changes }, 'secret') : { ...one, ...changes }) : one]));
  return (
    <div className="fd-rows">
      {pairs.map(([name, one], at) => (
        <div className="au-value" key={at}>
          <div className="fd-row">
            <Input size="small" aria-label={t('automation.http_header')} placeholder="Authorization" value={name} onChange={(event) => put(pairs.map((pair, n) => (n === at ? [event.target.value, one] : pair)))} />
            <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={() => put(pairs.filter((_, n) => n !== at))}>
              <Icon name="close" size={13} />
            </button>
          </div>
          <div className="fd-row">
            <Input size="small" aria-label={t('cond.value')} placeholder="Bearer " value={one.value ?? ''} onChange={(event) => set(at, { value: event.target.value })} />
            <Select size="small" aria-label={t('automation.http_secret')} placeholder={t('automation.http_secret')} allowClear value={one.secret ?? null} options={secrets} onChange={(secret?: string) => set(at, { secret } as Header)} />
          </div>
        </div>
      ))}
      <Button size="small" type="link" icon={<Icon name="add" size={13} />} disabled={'' in headers} onClick={() => put([...pairs, ['', { value: '' }]])}>
        {t('automation.http_header_add')}
      </Button>
    </div>
  );
}
