/** Where a field is used: asked when somebody looks. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { api, url } from '@/core/api';
import type { components } from '@/generated/api';
import { useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import { UseList } from '../lib/UseList';
import { useT } from '../words';
import { useDoc, usePlace } from './context';
import { fieldOf } from './tree';

type Uses = components['schemas']['FieldUsesOut'];
const NAMED = ['rules', 'unique', 'title_field', 'search', 'list', 'links'];

export function FieldUses({ path }: { path: string }) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked) return <Button size="small" onClick={() => setAsked(true)}>{t('uses.look')}</Button>;
  return <Found path={path} />;
}

function Found({ path }: { path: string }) {
  const t = useT();
  const words = useWords();
  const { app, id } = usePlace();
  const doc = useDoc();
  const uses = useQuery({ queryKey: ['design', app, 'uses', id, path], queryFn: () => api.get<Uses>(url`/apps/${app}/forms/${id}/uses`, { query: { field: path } }), gcTime: 0, retry: false });
  if (uses.isError) return <Failed error={uses.error} onRetry={() => void uses.refetch()} />;
  if (!uses.data) return <Loading />;
  const { items, others } = uses.data;
  const partName = (part: string) => words(fieldOf(doc, part)?.label) || t(NAMED.includes(part) ? `uses.part_${part}` : 'uses.part_other');
  if (items.length + others === 0) return <p className="fd-muted">{t('uses.none')}</p>;
  return (
    <>
      <UseList app={app} users={items} partsOf={(use) => [...new Set(use.parts.map(partName))].join('、')} />
      {others > 0 && <p className="fd-muted">{t('uses.others', { n: others })}</p>}
    </>
  );
}
