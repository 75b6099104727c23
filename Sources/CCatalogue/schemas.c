// The schemas of all record kinds, in alphabetical order.
// A new one takes its three lines here and one in the table.

#include "CCatalogue.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char alert[] = {
#embed "../../docs/schema/alert.json"
};
static const unsigned char approval[] = {
#embed "../../docs/schema/approval.json"
};
static const unsigned char artifact[] = {
#embed "../../docs/schema/artifact.json"
};
static const unsigned char audit[] = {
#embed "../../docs/schema/audit.json"
};
static const unsigned char call[] = {
#embed "../../docs/schema/call.json"
};
static const unsigned char change[] = {
#embed "../../docs/schema/change.json"
};
static const unsigned char check[] = {
#embed "../../docs/schema/check.json"
};
static const unsigned char comparison[] = {
#embed "../../docs/schema/comparison.json"
};
static const unsigned char component[] = {
#embed "../../docs/schema/component.json"
};
static const unsigned char cost[] = {
#embed "../../docs/schema/cost.json"
};
static const unsigned char coverage[] = {
#embed "../../docs/schema/coverage.json"
};
static const unsigned char decision[] = {
#embed "../../docs/schema/decision.json"
};
static const unsigned char deployment[] = {
#embed "../../docs/schema/deployment.json"
};
static const unsigned char difference[] = {
#embed "../../docs/schema/difference.json"
};
static const unsigned char document[] = {
#embed "../../docs/schema/document.json"
};
static const unsigned char edge[] = {
#embed "../../docs/schema/edge.json"
};
static const unsigned char end[] = {
#embed "../../docs/schema/end.json"
};
static const unsigned char evidence[] = {
#embed "../../docs/schema/evidence.json"
};
static const unsigned char finding[] = {
#embed "../../docs/schema/finding.json"
};
static const unsigned char forecast[] = {
#embed "../../docs/schema/forecast.json"
};
static const unsigned char hole[] = {
#embed "../../docs/schema/hole.json"
};
static const unsigned char incident[] = {
#embed "../../docs/schema/incident.json"
};
static const unsigned char manifest[] = {
#embed "../../docs/schema/manifest.json"
};
static const unsigned char matrix[] = {
#embed "../../docs/schema/matrix.json"
};
static const unsigned char metric[] = {
#embed "../../docs/schema/metric.json"
};
static const unsigned char migration[] = {
#embed "../../docs/schema/migration.json"
};
static const unsigned char observation[] = {
#embed "../../docs/schema/observation.json"
};
static const unsigned char oncall[] = {
#embed "../../docs/schema/oncall.json"
};
static const unsigned char plan[] = {
#embed "../../docs/schema/plan.json"
};
static const unsigned char reject[] = {
#embed "../../docs/schema/reject.json"
};
static const unsigned char request[] = {
#embed "../../docs/schema/request.json"
};
static const unsigned char run[] = {
#embed "../../docs/schema/run.json"
};
static const unsigned char tally[] = {
#embed "../../docs/schema/tally.json"
};
static const unsigned char task[] = {
#embed "../../docs/schema/task.json"
};
static const unsigned char test[] = {
#embed "../../docs/schema/test.json"
};
static const unsigned char testsuite[] = {
#embed "../../docs/schema/testsuite.json"
};
static const unsigned char threshold[] = {
#embed "../../docs/schema/threshold.json"
};
static const unsigned char timeline[] = {
#embed "../../docs/schema/timeline.json"
};
static const unsigned char trend[] = {
#embed "../../docs/schema/trend.json"
};
static const unsigned char waiver[] = {
#embed "../../docs/schema/waiver.json"
};

static const ccatalogue_text texts[] = {
    {"alert", alert, sizeof alert},
    {"approval", approval, sizeof approval},
    {"artifact", artifact, sizeof artifact},
    {"audit", audit, sizeof audit},
    {"call", call, sizeof call},
    {"change", change, sizeof change},
    {"check", check, sizeof check},
    {"comparison", comparison, sizeof comparison},
    {"component", component, sizeof component},
    {"cost", cost, sizeof cost},
    {"coverage", coverage, sizeof coverage},
    {"decision", decision, sizeof decision},
    {"deployment", deployment, sizeof deployment},
    {"difference", difference, sizeof difference},
    {"document", document, sizeof document},
    {"edge", edge, sizeof edge},
    {"end", end, sizeof end},
    {"evidence", evidence, sizeof evidence},
    {"finding", finding, sizeof finding},
    {"forecast", forecast, sizeof forecast},
    {"hole", hole, sizeof hole},
    {"incident", incident, sizeof incident},
    {"manifest", manifest, sizeof manifest},
    {"matrix", matrix, sizeof matrix},
    {"metric", metric, sizeof metric},
    {"migration", migration, sizeof migration},
    {"observation", observation, sizeof observation},
    {"oncall", oncall, sizeof oncall},
    {"plan", plan, sizeof plan},
    {"reject", reject, sizeof reject},
    {"request", request, sizeof request},
    {"run", run, sizeof run},
    {"tally", tally, sizeof tally},
    {"task", task, sizeof task},
    {"test", test, sizeof test},
    {"testsuite", testsuite, sizeof testsuite},
    {"threshold", threshold, sizeof threshold},
    {"timeline", timeline, sizeof timeline},
    {"trend", trend, sizeof trend},
    {"waiver", waiver, sizeof waiver},
};

const ccatalogue_text *ccatalogue_schemas(size_t *count) {
  *count = sizeof texts / sizeof *texts;
  return texts;
}
