// The mappings that come with the program, by the format they are for.
// A new one takes its three lines here and one in the table.

#include "CCatalogue.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char access_log[] = {
#embed "../Domain/Mapping/builtin/access-log.jsonl"
};
static const unsigned char alertmanager_api[] = {
#embed "../Domain/Mapping/builtin/alertmanager-api.jsonl"
};
static const unsigned char alertmanager_webhook[] = {
#embed "../Domain/Mapping/builtin/alertmanager-webhook.jsonl"
};
static const unsigned char cargo_libtest_json[] = {
#embed "../Domain/Mapping/builtin/cargo-libtest-json.jsonl"
};
static const unsigned char cdevents_json[] = {
#embed "../Domain/Mapping/builtin/cdevents-json.jsonl"
};
static const unsigned char checkstyle_xml[] = {
#embed "../Domain/Mapping/builtin/checkstyle-xml.jsonl"
};
static const unsigned char cloudevents_json[] = {
#embed "../Domain/Mapping/builtin/cloudevents-json.jsonl"
};
static const unsigned char cloudtrail_json[] = {
#embed "../Domain/Mapping/builtin/cloudtrail-json.jsonl"
};
static const unsigned char clover_xml[] = {
#embed "../Domain/Mapping/builtin/clover-xml.jsonl"
};
static const unsigned char cobertura_xml[] = {
#embed "../Domain/Mapping/builtin/cobertura-xml.jsonl"
};
static const unsigned char ctest_xml[] = {
#embed "../Domain/Mapping/builtin/ctest-xml.jsonl"
};
static const unsigned char ctrf_json[] = {
#embed "../Domain/Mapping/builtin/ctrf-json.jsonl"
};
static const unsigned char cyclonedx_json[] = {
#embed "../Domain/Mapping/builtin/cyclonedx-json.jsonl"
};
static const unsigned char focus_csv[] = {
#embed "../Domain/Mapping/builtin/focus-csv.jsonl"
};
static const unsigned char gbench_json[] = {
#embed "../Domain/Mapping/builtin/gbench-json.jsonl"
};
static const unsigned char git_log[] = {
#embed "../Domain/Mapping/builtin/git-log.jsonl"
};
static const unsigned char git_tags[] = {
#embed "../Domain/Mapping/builtin/git-tags.jsonl"
};
static const unsigned char github[] = {
#embed "../Domain/Mapping/builtin/github.jsonl"
};
static const unsigned char gitlab_api[] = {
#embed "../Domain/Mapping/builtin/gitlab-api.jsonl"
};
static const unsigned char go_bench_text[] = {
#embed "../Domain/Mapping/builtin/go-bench-text.jsonl"
};
static const unsigned char go_coverprofile[] = {
#embed "../Domain/Mapping/builtin/go-coverprofile.jsonl"
};
static const unsigned char go_test_json[] = {
#embed "../Domain/Mapping/builtin/go-test-json.jsonl"
};
static const unsigned char grype_json[] = {
#embed "../Domain/Mapping/builtin/grype-json.jsonl"
};
static const unsigned char hyperfine_json[] = {
#embed "../Domain/Mapping/builtin/hyperfine-json.jsonl"
};
static const unsigned char icalendar[] = {
#embed "../Domain/Mapping/builtin/icalendar.jsonl"
};
static const unsigned char inspect_json[] = {
#embed "../Domain/Mapping/builtin/inspect-json.jsonl"
};
static const unsigned char jacoco_xml[] = {
#embed "../Domain/Mapping/builtin/jacoco-xml.jsonl"
};
static const unsigned char jest_json[] = {
#embed "../Domain/Mapping/builtin/jest-json.jsonl"
};
static const unsigned char jmeter_csv[] = {
#embed "../Domain/Mapping/builtin/jmeter-csv.jsonl"
};
static const unsigned char jmeter_xml[] = {
#embed "../Domain/Mapping/builtin/jmeter-xml.jsonl"
};
static const unsigned char jmh_json[] = {
#embed "../Domain/Mapping/builtin/jmh-json.jsonl"
};
static const unsigned char junit_xml[] = {
#embed "../Domain/Mapping/builtin/junit-xml.jsonl"
};
static const unsigned char k6_csv[] = {
#embed "../Domain/Mapping/builtin/k6-csv.jsonl"
};
static const unsigned char k6_ndjson[] = {
#embed "../Domain/Mapping/builtin/k6-ndjson.jsonl"
};
static const unsigned char k6_summary[] = {
#embed "../Domain/Mapping/builtin/k6-summary.jsonl"
};
static const unsigned char k8s_audit_jsonl[] = {
#embed "../Domain/Mapping/builtin/k8s-audit-jsonl.jsonl"
};
static const unsigned char k8s_json[] = {
#embed "../Domain/Mapping/builtin/k8s-json.jsonl"
};
static const unsigned char lcov[] = {
#embed "../Domain/Mapping/builtin/lcov.jsonl"
};
static const unsigned char litellm_standard_logging_jsonl[] = {
#embed "../Domain/Mapping/builtin/litellm-standard-logging-jsonl.jsonl"
};
static const unsigned char llvm_cov_json[] = {
#embed "../Domain/Mapping/builtin/llvm-cov-json.jsonl"
};
static const unsigned char lm_eval_json[] = {
#embed "../Domain/Mapping/builtin/lm-eval-json.jsonl"
};
static const unsigned char locust_csv[] = {
#embed "../Domain/Mapping/builtin/locust-csv.jsonl"
};
static const unsigned char locust_json[] = {
#embed "../Domain/Mapping/builtin/locust-json.jsonl"
};
static const unsigned char markdown[] = {
#embed "../Domain/Mapping/builtin/markdown.jsonl"
};
static const unsigned char mocha_json[] = {
#embed "../Domain/Mapping/builtin/mocha-json.jsonl"
};
static const unsigned char npm_audit_json[] = {
#embed "../Domain/Mapping/builtin/npm-audit-json.jsonl"
};
static const unsigned char nunit2_xml[] = {
#embed "../Domain/Mapping/builtin/nunit2-xml.jsonl"
};
static const unsigned char nunit3_xml[] = {
#embed "../Domain/Mapping/builtin/nunit3-xml.jsonl"
};
static const unsigned char opsgenie_webhook[] = {
#embed "../Domain/Mapping/builtin/opsgenie-webhook.jsonl"
};
static const unsigned char otlp_json[] = {
#embed "../Domain/Mapping/builtin/otlp-json.jsonl"
};
static const unsigned char pagerduty_webhook[] = {
#embed "../Domain/Mapping/builtin/pagerduty-webhook.jsonl"
};
static const unsigned char playwright_json[] = {
#embed "../Domain/Mapping/builtin/playwright-json.jsonl"
};
static const unsigned char prom_api_json[] = {
#embed "../Domain/Mapping/builtin/prom-api-json.jsonl"
};
static const unsigned char prometheus_text[] = {
#embed "../Domain/Mapping/builtin/prometheus-text.jsonl"
};
static const unsigned char promptfoo_json[] = {
#embed "../Domain/Mapping/builtin/promptfoo-json.jsonl"
};
static const unsigned char pytest_benchmark_json[] = {
#embed "../Domain/Mapping/builtin/pytest-benchmark-json.jsonl"
};
static const unsigned char pytest_json_report[] = {
#embed "../Domain/Mapping/builtin/pytest-json-report.jsonl"
};
static const unsigned char sarif[] = {
#embed "../Domain/Mapping/builtin/sarif.jsonl"
};
static const unsigned char spdx_json[] = {
#embed "../Domain/Mapping/builtin/spdx-json.jsonl"
};
static const unsigned char spdx3_json[] = {
#embed "../Domain/Mapping/builtin/spdx3-json.jsonl"
};
static const unsigned char swift_testing_jsonl[] = {
#embed "../Domain/Mapping/builtin/swift-testing-jsonl.jsonl"
};
static const unsigned char tap[] = {
#embed "../Domain/Mapping/builtin/tap.jsonl"
};
static const unsigned char terraform_log_jsonl[] = {
#embed "../Domain/Mapping/builtin/terraform-log-jsonl.jsonl"
};
static const unsigned char terraform_plan_json[] = {
#embed "../Domain/Mapping/builtin/terraform-plan-json.jsonl"
};
static const unsigned char trivy_json[] = {
#embed "../Domain/Mapping/builtin/trivy-json.jsonl"
};
static const unsigned char trx[] = {
#embed "../Domain/Mapping/builtin/trx.jsonl"
};
static const unsigned char vegeta_json[] = {
#embed "../Domain/Mapping/builtin/vegeta-json.jsonl"
};
static const unsigned char xunitnet_xml[] = {
#embed "../Domain/Mapping/builtin/xunitnet-xml.jsonl"
};

static const ccatalogue_text texts[] = {
    {"access-log", access_log, sizeof access_log},
    {"alertmanager-api", alertmanager_api, sizeof alertmanager_api},
    {"alertmanager-webhook", alertmanager_webhook, sizeof alertmanager_webhook},
    {"cargo-libtest-json", cargo_libtest_json, sizeof cargo_libtest_json},
    {"cdevents-json", cdevents_json, sizeof cdevents_json},
    {"checkstyle-xml", checkstyle_xml, sizeof checkstyle_xml},
    {"cloudevents-json", cloudevents_json, sizeof cloudevents_json},
    {"cloudtrail-json", cloudtrail_json, sizeof cloudtrail_json},
    {"clover-xml", clover_xml, sizeof clover_xml},
    {"cobertura-xml", cobertura_xml, sizeof cobertura_xml},
    {"ctest-xml", ctest_xml, sizeof ctest_xml},
    {"ctrf-json", ctrf_json, sizeof ctrf_json},
    {"cyclonedx-json", cyclonedx_json, sizeof cyclonedx_json},
    {"focus-csv", focus_csv, sizeof focus_csv},
    {"gbench-json", gbench_json, sizeof gbench_json},
    {"git-log", git_log, sizeof git_log},
    {"git-tags", git_tags, sizeof git_tags},
    {"github-rest", github, sizeof github},
    {"github-webhook", github, sizeof github},
    {"gitlab-api", gitlab_api, sizeof gitlab_api},
    {"go-bench-text", go_bench_text, sizeof go_bench_text},
    {"go-coverprofile", go_coverprofile, sizeof go_coverprofile},
    {"go-test-json", go_test_json, sizeof go_test_json},
    {"grype-json", grype_json, sizeof grype_json},
    {"hyperfine-json", hyperfine_json, sizeof hyperfine_json},
    {"icalendar", icalendar, sizeof icalendar},
    {"inspect-json", inspect_json, sizeof inspect_json},
    {"jacoco-xml", jacoco_xml, sizeof jacoco_xml},
    {"jest-json", jest_json, sizeof jest_json},
    {"jmeter-csv", jmeter_csv, sizeof jmeter_csv},
    {"jmeter-xml", jmeter_xml, sizeof jmeter_xml},
    {"jmh-json", jmh_json, sizeof jmh_json},
    {"junit-xml", junit_xml, sizeof junit_xml},
    {"k6-csv", k6_csv, sizeof k6_csv},
    {"k6-ndjson", k6_ndjson, sizeof k6_ndjson},
    {"k6-summary", k6_summary, sizeof k6_summary},
    {"k8s-audit-jsonl", k8s_audit_jsonl, sizeof k8s_audit_jsonl},
    {"k8s-json", k8s_json, sizeof k8s_json},
    {"lcov", lcov, sizeof lcov},
    {"litellm-standard-logging-jsonl", litellm_standard_logging_jsonl, sizeof litellm_standard_logging_jsonl},
    {"llvm-cov-json", llvm_cov_json, sizeof llvm_cov_json},
    {"lm-eval-json", lm_eval_json, sizeof lm_eval_json},
    {"locust-csv", locust_csv, sizeof locust_csv},
    {"locust-json", locust_json, sizeof locust_json},
    {"markdown", markdown, sizeof markdown},
    {"mocha-json", mocha_json, sizeof mocha_json},
    {"npm-audit-json", npm_audit_json, sizeof npm_audit_json},
    {"nunit2-xml", nunit2_xml, sizeof nunit2_xml},
    {"nunit3-xml", nunit3_xml, sizeof nunit3_xml},
    {"opsgenie-webhook", opsgenie_webhook, sizeof opsgenie_webhook},
    {"otlp-json", otlp_json, sizeof otlp_json},
    {"pagerduty-webhook", pagerduty_webhook, sizeof pagerduty_webhook},
    {"playwright-json", playwright_json, sizeof playwright_json},
    {"prom-api-json", prom_api_json, sizeof prom_api_json},
    {"prometheus-text", prometheus_text, sizeof prometheus_text},
    {"promptfoo-json", promptfoo_json, sizeof promptfoo_json},
    {"pytest-benchmark-json", pytest_benchmark_json, sizeof pytest_benchmark_json},
    {"pytest-json-report", pytest_json_report, sizeof pytest_json_report},
    {"sarif", sarif, sizeof sarif},
    {"spdx-json", spdx_json, sizeof spdx_json},
    {"spdx3-json", spdx3_json, sizeof spdx3_json},
    {"swift-testing-jsonl", swift_testing_jsonl, sizeof swift_testing_jsonl},
    {"tap", tap, sizeof tap},
    {"terraform-log-jsonl", terraform_log_jsonl, sizeof terraform_log_jsonl},
    {"terraform-plan-json", terraform_plan_json, sizeof terraform_plan_json},
    {"trivy-json", trivy_json, sizeof trivy_json},
    {"trx", trx, sizeof trx},
    {"vegeta-json", vegeta_json, sizeof vegeta_json},
    {"xunitnet-xml", xunitnet_xml, sizeof xunitnet_xml},
};

const ccatalogue_text *ccatalogue_mappings(size_t *count) {
  *count = sizeof texts / sizeof *texts;
  return texts;
}
