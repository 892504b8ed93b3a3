/** Reads the designs that an automation speaks of: forms, forms behind their references, reports, ledgers. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, url } from '@/core/api';
import type { FormDocument } from '@/core/documents';
import { useForms } from '../lib/names';
import { useDesignPlace } from '../lib/place';
import { useT } from '../words';
import type { Step, Trigger } from './document';
import { ledgerShape, reportShape, type LedgerOutline, type ReportDocument, type Shape, type Shapes } from './shape';
import { walk } from './tree';

const own = (given: Readonly<Record<string, unknown>>, name: string): string[] => (typeof given[name] === 'string' && given[name] ? [given[name]] : []);

export function useShapes(trigger: Trigger | null, steps: readonly Step[]): Shapes {
  const t = useT();
  const all = useMemo(() => [...(trigger ? [trigger] : []), ...walk(steps).map(({ step }) => step)], [trigger, steps]);
  const named = (name: string) => [...new Set(all.flatMap((one) => own(one, name)))].sort();
  const reports = useOutlines<ReportDocument>('report', named('report'));
  const ledgers = useOutlines<LedgerOutline>('ledger', named('ledger'));
  const first = useForms([...named('form'), ...[...reports.values()].flatMap((one) => one.rows.form ?? [])]);
  const second = useForms([...behind(first), ...[...ledgers.values()].flatMap((one) => one.dimensions.flatMap((dimension) => dimension.form ?? []))]);
  return useMemo(() => {
    const form = (key: string) => shapeOf(second.get(key) ?? first.get(key));
    const record = { 'zh-CN': t('automation.line_record') };
    return {
      form,
      report: (key) => map(reports.get(key), (one) => reportShape(one, form, record)),
      ledger: (key) => map(ledgers.get(key), ledgerShape),
    };
  }, [first, second, reports, ledgers, t]);
}

const map = <A, B>(given: A | undefined, change: (given: A) => B): B | undefined => (given === undefined ? undefined : change(given));
const shapeOf = (doc: FormDocument | undefined): Shape | undefined => map(doc, (one) => ({ form: one.id, title: one.title, fields: one.fields, isDocument: one.document ?? false }));
const behind = (forms: ReadonlyMap<string, FormDocument>): string[] =>
  [...forms.values()].flatMap((doc) => doc.fields.flatMap((field) => (field.type === 'reference' ? [field.form] : field.type === 'subform' ? field.fields.flatMap((column) => (column.type === 'reference' ? [column.form] : [])) : [])));

export function useOutlines<D>(kind: string, keys: readonly string[]): ReadonlyMap<string, D> {
  const { app } = useDesignPlace();
  return useQueries({
    queries: keys.map((key) => ({
      queryKey: ['design', app, `${kind}-outline`, key],
      queryFn: () => api.get<{ content: D }>(url`/apps/${app}/documents/${kind}/${key}/draft`),
      staleTime: 60_000,
      retry: false,
    })),
    combine: (answers) => new Map(answers.flatMap((answer, at) => (answer.data ? [[keys[at]!, answer.data.content] as const] : []))),
  });
}
