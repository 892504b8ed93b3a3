/** Opens the designer of a document's kind; each designer is a chunk of its own. */
import { lazy, Suspense, type ComponentType } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useLocation, useParams } from 'react-router';
import { Boundary, Empty, Loading } from '@/ui/notice';

/** One file per kind: `designer/form.tsx` has `export default function ({app, id})`. */
const DESIGNERS = import.meta.glob<{ default: ComponentType<{ app: string; id: string }> }>('../designer/*.tsx');

/** Of `/apps/…/design/form/order`. */
const KIND = 4;

const opened = new Map<string, ComponentType<{ app: string; id: string }>>();

function designerOf(kind: string): ComponentType<{ app: string; id: string }> | null {
  const load = DESIGNERS[`../designer/${kind}.tsx`];
  if (!load) return null;
  const known = opened.get(kind) ?? lazy(load);
  opened.set(kind, known);
  return known;
}

export function DesignPage() {
  const { t } = useTranslation();
  const { app = '', key = '' } = useParams();
  const kind = useLocation().pathname.split('/')[KIND] ?? '';
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
