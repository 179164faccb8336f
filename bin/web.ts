import { refuseDemoData } from '../demo-mark.ts';
import { configOrExit, installationOrExit, runUntilSignal } from '../process.ts';
import { startWeb } from '../web/main.ts';
import { refuseSecondWriter } from './alone.ts';

/** The staff site alone: on a MySQL server as many of these as wanted. */
const config = configOrExit();
refuseSecondWriter(config);
const installation = await installationOrExit(config);
await refuseDemoData(installation);
const siteUrl = config.SITE_URL ?? `http://${config.HOST}:${config.WEB_PORT}`;
const web = await startWeb(
  { host: config.HOST, port: config.WEB_PORT, siteUrl },
  installation.app,
  installation.log,
);
installation.log.info({ web: web.port }, 'jiandu site started');
runUntilSignal(installation, [web]);
