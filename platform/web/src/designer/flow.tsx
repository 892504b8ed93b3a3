/** A flow's page for its designers: the tree as drawn, a trial on real records, versions and moving. */
import { useQuery } from '@tanstack/react-query';
import { api, url } from '@/core/api';
import { usePageTitle, useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import { Card, Page } from '@/ui/page';
import { Tabs } from '@/ui/Tabs';
import { Moving } from './flow/Moving';
import { Outline } from './flow/Outline';
import { Trial } from './flow/Trial';
import type { FlowDocument } from './flow/types';
import './flow/flow.css';
import { useT } from './words';

interface Draft {
  content: FlowDocument;
  rev: number;
  published: number | null;
}

export default function FlowDesigner({ app, id }: { app: string; id: string }) {
  const draft = useQuery({
    queryKey: ['design', app, 'flow', id, 'draft'],
    queryFn: () => api.get<Draft>(url`/apps/${app}/documents/flow/${id}/draft`),
  });
  if (draft.isError) return <Failed error={draft.error} onRetry={() => void draft.refetch()} />;
  if (!draft.data) return <Loading />;
  return <Opened app={app} id={id} draft={draft.data} />;
}

function Opened({ app, id, draft }: { app: string; id: string; draft: Draft }) {
  const t = useT();
  const words = useWords();
  const title = words(draft.content.title);
  usePageTitle(title);
  return (
    <Page title={title} back={`/apps/${app}/forms/${draft.content.form}`} beside={<span className="muted">{draft.published ? t('flow.version', { n: draft.published }) : t('flow.unpublished')}</span>}>
      <div className="flow-page">
        <Card title={t('flow.drawn')}>
          <Outline nodes={draft.content.nodes} />
        </Card>
        <Card>
          <Tabs
            label={title}
            tabs={[
              { key: 'trial', label: t('flow.trial'), content: <Trial app={app} flow={id} /> },
              { key: 'versions', label: t('flow.versions'), content: <Moving app={app} flow={id} /> },
            ]}
          />
        </Card>
      </div>
    </Page>
  );
}
