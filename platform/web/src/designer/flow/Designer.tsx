/** The drawing, the settings of what is selected, and what tries and publishes the whole. */
import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Menu } from '@/ui/Menu';
import { Loading } from '@/ui/notice';
import { stepProblemInWords } from '../automation/problems';
import { useAutosave, type Draft } from '../lib/autosave';
import { Drawer } from '../lib/Drawer';
import { Bar } from '../lib/Bar';
import { Conflict } from '../lib/Conflict';
import { DragArea, type DragData, type Hover } from '../lib/dnd';
import { NamedProvider, useNamedOf } from '../lib/names';
import { useDesignPlace } from '../lib/place';
import { useDraftProblems } from '../lib/problems';
import { useT } from '../words';
import { Canvas } from './Canvas';
import { FlowProblemsProvider, LitProvider, useFlow, useFlowDesign, useFlowForm, type Lit } from './context';
import type { FlowDocument, FlowNode } from './document';
import type { SourceData, TargetData } from '../lib/tree-drop';
import { setOver } from '../lib/over';
import { useFlowKeys } from './keyboard';
import { factsOf } from './kind';
import { Moving } from './Moving';
import { Panel } from './Panel';
import { nodeOf, targetAt, wayOf, waysOf } from './tree';
import '@/ui/page.css';
import '../lib/designer.css';
import './flow.css';

const PublishDialog = late(async () => (await import('../lib/PublishDialog')).PublishDialog);
const Trial = late(async () => (await import('./Trial')).Trial, Loading);
const Versions = late(async () => (await import('../lib/Versions')).Versions);

type Dialog = 'publish' | 'versions' | 'running' | null;

export function Designer({ draft }: { draft: Draft<FlowDocument> }) {
  const t = useT();
  const words = useWords();
  const design = useFlowDesign();
  const { app, id, form } = useDesignPlace();
  const isPhone = useIsPhone();
  const doc = useFlow((state) => state.doc);
  const selected = useFlow((state) => state.selected);
  const saving = useAutosave<FlowDocument>(design, draft);
  const named = useNamedOf(useFlowForm());
  const found = useDraftProblems(doc);
  const problems = useMemo(() => found.problems.map((one) => ({ ...one, message: stepProblemInWords(one.path, one.message, t), target: targetAt(found.doc, one.path) })), [found, t]);
  const [dialog, setDialog] = useState<Dialog>(null);
  const [published, setPublished] = useState(draft.published);
  const [isTrying, setTrying] = useState(false);
  const [lit, setLit] = useState<Lit | null>(null);
  useFlowKeys();
  const onHover = useCallback((hover: Hover | null) => setOver(hover?.id ?? ''), []);
  const target = useDropped();
  const nameOf = (one: string | null) => {
    const node = one === null ? undefined : nodeOf(doc, one);
    if (node) return words(node.title) || words(factsOf(node.type).words);
    return (one !== null && words(wayOf(doc, one)?.way.title)) || t('whole.title');
  };
  const leaveTrial = () => {
    setTrying(false);
    setLit(null);
  };
  const close = () => setDialog(null);
  const side = isTrying ? <Trial app={app} flow={id} flush={saving.flush} onLight={setLit} onClose={leaveTrial} /> : <Panel />;
  return (
    <NamedProvider value={named}>
      <FlowProblemsProvider value={problems}>
        <LitProvider value={lit}>
          <DragArea onHover={onHover} onDrop={target.drop} onCancel={() => setOver('')} ghost={(source) => <Ghost name={target.nameOf(source as SourceData)} />}>
            <div className="fd fl">
              <Bar
                title={words(doc.title) || t('canvas.untitled')}
                back={`/apps/${app}/forms/${form}`}
                saving={saving}
                history={design.temporal}
                problems={problems.map((one) => ({ key: one.path + one.code, title: nameOf(one.target), message: one.message, go: () => design.getState().select(one.target) }))}
                onPublish={() => setDialog('publish')}
                before={
                  isPhone && (
                    <button type="button" className="icon-button" aria-label={t('whole.title')} onClick={() => design.getState().select('')}>
                      <Icon name="settings" size={17} />
                    </button>
                  )
                }
              >
                {isPhone ? (
                  <Menu
                    items={[{ key: 'running', icon: 'trace', label: t('flow.running_records'), disabled: published === null }, { key: 'versions', icon: 'history', label: t('bar.versions') }]}
                    onChoose={(key) => setDialog(key as Dialog)}
                    trigger={(props) => <Button size="small" aria-label={t('bar.more')} icon={<Icon name="more" size={15} />} {...props} />}
                  />
                ) : (
                  <>
                    <Button size="small" icon={<Icon name="trace" size={14} />} disabled={published === null} onClick={() => setDialog('running')}>
                      {t('flow.running_records')}
                    </Button>
                    <Button size="small" icon={<Icon name="history" size={14} />} onClick={() => setDialog('versions')}>
                      {t('bar.versions')}
                    </Button>
                  </>
                )}
                <Button size="small" icon={<Icon name="eye" size={14} />} aria-pressed={isTrying} aria-label={t('flow.trial')} onClick={() => (isTrying ? leaveTrial() : setTrying(true))}>
                  {isPhone ? null : t('flow.trial')}
                </Button>
              </Bar>
              <Conflict saving={saving} />
              <div className="fl-panes">
                <Canvas />
                {!isPhone && side}
              </div>
            </div>
            {isPhone && (
              <Drawer open={selected !== null || isTrying} placement="bottom" size="72%" title={isTrying ? t('flow.trial') : nameOf(selected)} onClose={() => (isTrying ? leaveTrial() : design.getState().select(null))}>
                {side}
              </Drawer>
            )}
          </DragArea>
          {dialog === 'publish' && <PublishDialog saving={saving} problems={problems} isFirst={published === null} onClose={close} onPublished={setPublished} />}
          {dialog === 'versions' && <Versions saving={saving} onClose={close} onReturned={setPublished} />}
          <Drawer open={dialog === 'running'} title={t('flow.versions')} size={560} onClose={close} destroyOnHidden>
            <Moving app={app} flow={id} />
          </Drawer>
        </LitProvider>
      </FlowProblemsProvider>
    </NamedProvider>
  );
}

/** What a drop does, and what is being dragged. */
function useDropped() {
  const design = useFlowDesign();
  const words = useWords();
  const drop = useCallback(
    (source: DragData, over: DragData | null) => {
      setOver('');
      const { node, way } = source as SourceData;
      const to = (over ?? {}) as TargetData;
      if (node && to.place) design.getState().move(node, to.place);
      if (way && to.way) design.getState().moveWay(way.of, way.index, to.way.index);
    },
    [design],
  );
  const nameOf = ({ node, way }: SourceData) => {
    const { doc } = design.getState();
    const found = node ? nodeOf(doc, node) : undefined;
    return found ? words(found.title) || words(factsOf(found.type).words) : words(wayNamed(nodeOf(doc, way?.of ?? ''), way?.index ?? 0)?.title);
  };
  return { drop, nameOf };
}

const wayNamed = (node: FlowNode | undefined, index: number) => (node ? waysOf(node)[index] : undefined);

function Ghost({ name }: { name: string }) {
  return <div className="fd-ghost">{name}</div>;
}
