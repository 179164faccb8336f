/**
 * What the tests need besides npm packages: a MySQL-compatible server, Chromium, a Chinese font.
 * Finds them; as root on Debian installs what is missing; elsewhere says in one line what to install.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const CHINESE_FONT =
  /cjk|wqy|source-?han|simsun|simhei|msyh|pingfang|heiti|songti|uming|ukai|droidsansfallback/i;
const FONT_FOLDERS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  '/Library/Fonts',
  '/System/Library/Fonts',
];

/**
 * The full path of the first of these programs that is installed; sbin is looked into although
 * an ordinary user's PATH leaves it out.
 * @param {string[]} names
 * @returns {string | undefined}
 */
export function findProgram(names) {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
  ];
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => isExecutable(file));
}

export const findDatabaseServer = () => findProgram(['mariadbd', 'mysqld']);

/** `CHROMIUM_PATH` names one that stands elsewhere. */
export const findBrowser = () =>
  process.env.CHROMIUM_PATH ??
  findProgram(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function hasChineseFont() {
  const list = findProgram(['fc-list']);
  if (list !== undefined) {
    return execFileSync(list, [':lang=zh', 'file'], { encoding: 'utf8' }).trim() !== '';
  }
  return FONT_FOLDERS.filter((folder) => existsSync(folder)).some((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((file) =>
      CHINESE_FONT.test(file),
    ),
  );
}

/** What is missing, by what it is called here and the Debian packages that bring it. */
function missing() {
  const hasServer = Boolean(process.env.TEST_DATABASE_URL) || findDatabaseServer() !== undefined;
  const needs = [
    {
      here: hasServer,
      what: 'a MariaDB or MySQL server program (or TEST_DATABASE_URL)',
      packages: ['mariadb-server-core', 'mariadb-client-core'],
    },
    { here: findBrowser() !== undefined, what: 'Chromium', packages: ['chromium'] },
    { here: hasChineseFont(), what: 'a Chinese font', packages: ['fonts-noto-cjk'] },
  ];
  return needs.filter((need) => !need.here);
}

/** @param {string[]} packages */
function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  /** @param {string[]} args */
  const apt = (args) =>
    spawnSync('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], {
      env,
      // apt's talk is for the reader, standard output belongs to the result
      stdio: ['ignore', 2, 2],
    }).status === 0;
  return apt(['update']) && apt(['install', '-y', '--no-install-recommends', ...packages]);
}

/** True when everything the tests need is there, if need be after installing it. */
export function ensureSystem() {
  const before = missing();
  if (before.length === 0) return true;
  const packages = before.flatMap((need) => need.packages);
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log(`installing ${packages.join(' ')}`);
    install(packages);
  }
  const after = missing();
  if (after.length === 0) return true;
  const whats = after.map((need) => need.what).join(', ');
  const names = after.flatMap((need) => need.packages).join(' ');
  console.log(
    `Missing: ${whats}. On Debian, as root: apt-get install --no-install-recommends ${names}`,
  );
  return false;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = ensureSystem() ? 0 : 1;
}
