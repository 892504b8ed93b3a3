/** Excel in and out: both are jobs with progress. */
import { useState } from 'react';
import { api, url } from '@/core/api';
import type { Condition } from '@/core/documents';
import type { FormView } from '@/core/wire';
import { late } from '@/ui/late';
import { useToast } from '@/ui/toast';
import type { JobKind } from './JobDialog';

const ImportDialog = late(async () => (await import('./ImportDialog')).default);
const JobDialog = late(async () => (await import('./JobDialog')).default);

/** Its export has the columns and no rows: a template. */
const NO_RECORD: Condition = { rel: 'and', cond: [{ field: '$id', op: 'empty' }] };

interface Shown {
  filter: Condition | undefined;
  search: string;
  fields: string[];
}

export function useExchange(app: string, form: FormView, shown: Shown) {
  const toast = useToast();
  const base = url`/apps/${app}/forms/${form.form.id}`;
  const [job, setJob] = useState<{ id: string; kind: JobKind } | null>(null);
  const [isImporting, setImporting] = useState(false);
  const may = (action: string) => form.actions.includes(action) || form.list_actions.includes(action);

  const write = async (kind: JobKind, asked: object) => {
    try {
      const started = await api.post<{ job: string }>(`${base}/export`, asked);
      setJob({ id: started.job, kind });
    } catch (error) {
      toast.failed(error);
    }
  };
  // A workbook holds fields that can be imported again; state and author are not among them.
  const fields = shown.fields.filter((path) => !path.startsWith('$'));
  const startExport = () => write('export', { filter: shown.filter, search: shown.search || undefined, fields });
  const writeTemplate = () => write('template', { filter: NO_RECORD }).finally(() => setImporting(false));
  const upload = async (file: File, submit: boolean, values: Record<string, string>) => {
    try {
      const started = await api.upload<{ job: string }>(`${base}/import`, file, { ...(submit && { submit: 'true' }), values: JSON.stringify(values) });
      setImporting(false);
      setJob({ id: started.job, kind: 'import' });
    } catch (error) {
      toast.failed(error);
    }
  };
  const dialog = (
    <>
      {isImporting && <ImportDialog app={app} form={form.form} maySubmit={form.form.document === true && may('submit')} onTemplate={may('export') ? writeTemplate : undefined} onFile={upload} onClose={() => setImporting(false)} />}
      {job && <JobDialog app={app} form={form.form.id} id={job.id} kind={job.kind} onClose={() => setJob(null)} />}
    </>
  );
  return { mayImport: may('import'), mayExport: may('export'), startExport, startImport: () => setImporting(true), dialog };
}
