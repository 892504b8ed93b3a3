/** Opens the designer of a document's kind; each designer is a chunk of its own. */
import { type ComponentType } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useLocation, useParams } from 'react-router';
import { bringWhatIsRead } from '@/designer/words';
import { late, type Late } from '@/ui/late';
import { Boundary, Empty, Loading } from '@/ui/notice';

interface Designed {
  app: string;
  id: string;
}

/** One file per kind: `designer/form.tsx` has `export default function ({app, id})`. */
const FILES = import.meta.glob<{ default: ComponentType<Designed> }>('../designer/*.tsx');

/** Of `/apps/…/design/form/order`. */
const KIND = 4;

const DESIGNERS = new Map<string, Late<Designed>>(
  Object.entries(FILES).map(([path, load]) => [path.replace(/^.*\/|\.tsx$/g, ''), late(() => designer(load), Loading)]),
);

async function designer(load: () => Promise<{ default: ComponentType<Designed> }>): Promise<ComponentType<Designed>> {
  const [file] = await Promise.all([load(), bringWhatIsRead()]);
  return file.default;
}

const designerAt = (pathname: string) => DESIGNERS.get(pathname.split('/')[KIND] ?? '');

export function DesignPage() {
  const { t } = useTranslation();
  const { app = '', key = '' } = useParams();
  const { pathname } = useLocation();
  const Designer = designerAt(pathname);
  if (!Designer) return <Empty icon="design" title={t('design.none')} />;
  return (
    <Boundary at={pathname}>
      <Designer key={`${app}/${key}`} app={app} id={key} />
    </Boundary>
  );
}

DesignPage.needs = (pathname: string) => designerAt(pathname)?.ahead();
