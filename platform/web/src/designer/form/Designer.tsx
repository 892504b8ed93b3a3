/** Three panes: what can be added, the form, the settings of what is selected. */
import { useCallback, useState, type ComponentProps } from 'react';
import type { FieldType, FormDocument } from '@/core/documents';
import { fields } from '@/fields';
import { useIsPhone, useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Loading } from '@/ui/notice';
import { useAutosave, type Draft } from '../lib/autosave';
import { Conflict } from '../lib/Conflict';
import { Drawer } from '../lib/Drawer';
import { DragArea, type DragData, type Hover } from '../lib/dnd';
import { NamedProvider, useNamedOf } from '../lib/names';
import { useT } from '../words';
import { Canvas } from './Canvas';
import { useDoc, usePlace } from './context';
import { currentLanding, landingOf, setLanding, type SourceData } from './drop';
import { freshField } from './fresh';
import { useDesignKeys } from './keyboard';
import { Palette } from './Palette';
import { ProblemsProvider, usePlaceOf, useProblems, type DesignProblem } from './problems';
import { Properties } from './Properties';
import { Toolbar } from './Toolbar';
import { fieldOf } from './tree';
import '@/ui/page.css';
import '../lib/designer.css';
import './words';

const PublishDialog = late(async () => (await import('../lib/PublishDialog')).PublishDialog);
const Versions = late(async () => (await import('../lib/Versions')).Versions);
const Preview = late(async () => (await import('./Preview')).Preview, Loading);

type Dialog = 'publish' | 'versions' | 'preview' | null;

export function Designer({ draft }: { draft: Draft<FormDocument> }) {
  const { design } = usePlace();
  const isPhone = useIsPhone();
  const language = useLanguage();
  const t = useT();
  const saving = useAutosave<FormDocument>(design, draft);
  const problems = useProblems();
  const named = useNamedOf(useDoc());
  const [dialog, setDialog] = useState<Dialog>(null);
  const [pane, setPane] = useState<'palette' | 'properties' | null>(null);
  const [published, setPublished] = useState(draft.published);
  useDesignKeys(named);
  const onHover = useCallback((hover: Hover | null) => setLanding(hover && landingOf(hover, design.getState().doc)), [design]);
  const onDrop = useCallback(
    (source: DragData) => {
      const landing = currentLanding();
      setLanding(null);
      if (!landing) return;
      const { type, path } = source as SourceData;
      const state = design.getState();
      if (path !== undefined) state.move(path, landing.place);
      else state.insert(freshField(state.doc, type, landing.place, language), landing.place);
    },
    [design, language],
  );
  const close = () => setDialog(null);
  return (
    <NamedProvider value={named}>
    <ProblemsProvider value={problems}>
      <DragArea onHover={onHover} onDrop={onDrop} onCancel={() => setLanding(null)} ghost={(source) => <Ghost source={source as SourceData} />}>
        <div className="fd">
          <Toolbar saving={saving} problems={problems} isPhone={isPhone} onPreview={() => setDialog('preview')} onVersions={() => setDialog('versions')} onPublish={() => setDialog('publish')} onShow={setPane} />
          <Conflict saving={saving} />
          <div className="fd-panes">
            {!isPhone && <Palette />}
            <Canvas />
            {!isPhone && <Properties />}
          </div>
        </div>
        {isPhone && (
          <>
            <Drawer open={pane === 'palette'} placement="bottom" size="70%" title={t('bar.palette')} onClose={() => setPane(null)}>
              <Palette onAdded={() => setPane(null)} />
            </Drawer>
            <Drawer open={pane === 'properties'} placement="bottom" size="75%" title={t('bar.properties')} onClose={() => setPane(null)}>
              <Properties />
            </Drawer>
          </>
        )}
      </DragArea>
      {dialog === 'publish' && <Publishing saving={saving} problems={problems} isFirst={published === null} onClose={close} onPublished={setPublished} />}
      {dialog === 'versions' && <Versions saving={saving} onClose={close} onReturned={setPublished} />}
      {dialog === 'preview' && <Preview onClose={close} />}
    </ProblemsProvider>
    </NamedProvider>
  );
}

/** There each problem says what it is about. */
function Publishing({ problems, ...given }: Omit<ComponentProps<typeof PublishDialog>, 'problems'> & { problems: readonly DesignProblem[] }) {
  const t = useT();
  const placeOf = usePlaceOf();
  return <PublishDialog {...given} problems={problems.map((one) => ({ ...one, message: t('problems.at', { place: placeOf(one), message: one.message }) }))} />;
}

/** What follows the pointer: the field's name, small. */
function Ghost({ source }: { source: SourceData }) {
  const words = useWords();
  const { design } = usePlace();
  const { words: name, icon } = fields.get(source.type as FieldType);
  const field = fieldOf(design.getState().doc, source.path ?? null);
  return (
    <div className="fd-ghost">
      <Icon name={icon} size={15} />
      {words(field?.label) || words(name)}
    </div>
  );
}
