/** Opens the designer of a document's kind; each designer is a chunk of its own. */
import { lazy, Suspense, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Boundary, Empty, Loading } from '@/ui/notice';

/** One file per kind: `designer/form.tsx` has `export default function ({app, id})`. */
const DESIGNERS = import.meta.glob<{ default: ComponentType<{ app: string; id: string }> }>('../designer/*.tsx');

const opened = new Map<string, ComponentType<{ app: string; id: string }>>();

function designerOf(kind: string): ComponentType<{ app: string; id: string }> | null {
  const load = DESIGNERS[`../designer/${kind}.tsx`];
  if (!load) return null;
  const known = opened.get(kind) ?? lazy(load);
  opened.set(kind, known);
  return known;
}

/** Of `/apps/…/design/form/order`, before the page is there. A failure is told by the page. */
export function fetchDesigner(pathname: string): void {
  const kind = pathname.split('/')[4] ?? '';
  DESIGNERS[`../designer/${kind}.tsx`]?.().catch(() => undefined);
}

export function DesignPage() {
  const { t } = useTranslation();
  const { app = '', kind = '', key = '' } = useParams();
  const Designer = designerOf(kind);
  if (!Designer) return <Empty icon="design" title={t('design.none')} />;
  return (
    <Boundary at={`${app}/${kind}/${key}`}>
      <Suspense fallback={<Loading />}>
        {/* A lazy component per kind, kept in `opened`: its identity is stable. */}
        <Designer key={`${app}/${key}`} app={app} id={key} />
      </Suspense>
    </Boundary>
  );
}
