/** Three panes: what can be added, the form, the settings of what is selected. */
import { Alert, Button, Drawer } from 'antd';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { FieldType } from '@/core/documents';
import { fields } from '@/fields';
import { useIsPhone, useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Loading } from '@/ui/notice';
import { DragArea, type DragData, type Hover } from '../lib/dnd';
import { useT } from '../words';
import { useAutosave, type Draft } from './autosave';
import { Canvas } from './Canvas';
import { usePlace } from './context';
import { currentLanding, landingOf, setLanding, type SourceData } from './drop';
import { freshField } from './fresh';
import { useDesignKeys } from './keyboard';
import { Palette } from './Palette';
import { ProblemsProvider, useProblems } from './problems';
import { Properties } from './Properties';
import { Toolbar } from './Toolbar';
import { fieldOf } from './tree';
import '@/ui/page.css';
import './designer.css';

const PublishDialog = lazy(() => import('./PublishDialog').then((module) => ({ default: module.PublishDialog })));
const Versions = lazy(() => import('./Versions').then((module) => ({ default: module.Versions })));
const Preview = lazy(() => import('./Preview').then((module) => ({ default: module.Preview })));

type Dialog = 'publish' | 'versions' | 'preview' | null;

export function Designer({ draft }: { draft: Draft }) {
  const { design } = usePlace();
  const isPhone = useIsPhone();
  const language = useLanguage();
  const t = useT();
  const saving = useAutosave(draft);
  const problems = useProblems();
  const [dialog, setDialog] = useState<Dialog>(null);
  const [pane, setPane] = useState<'palette' | 'properties' | null>(null);
  const [published, setPublished] = useState(draft.published);
  useDesignKeys();
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
    <ProblemsProvider value={problems}>
      <DragArea onHover={onHover} onDrop={onDrop} onCancel={() => setLanding(null)} ghost={(source) => <Ghost source={source as SourceData} />}>
        <div className="fd">
          <Toolbar saving={saving} problems={problems} isPhone={isPhone} onPreview={() => setDialog('preview')} onVersions={() => setDialog('versions')} onPublish={() => setDialog('publish')} onShow={setPane} />
          {saving.state === 'conflict' && (
            <Alert
              className="fd-conflict"
              type="warning"
              showIcon
              title={t('save.conflict')}
              description={t('save.conflict_help')}
              action={
                <span className="fd-row">
                  <Button size="small" onClick={() => void saving.takeTheirs()}>{t('save.theirs')}</Button>
                  <Button size="small" onClick={() => void saving.keepMine()}>{t('save.mine')}</Button>
                </span>
              }
            />
          )}
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
      <Suspense fallback={<Loading />}>
        {dialog === 'publish' && <PublishDialog saving={saving} problems={problems} isFirst={published === null} onClose={close} onPublished={setPublished} />}
        {dialog === 'versions' && <Versions saving={saving} onClose={close} onReturned={setPublished} />}
        {dialog === 'preview' && <Preview onClose={close} />}
      </Suspense>
    </ProblemsProvider>
  );
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
