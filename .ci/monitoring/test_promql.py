"""Names of metrics in expressions."""
import unittest

import promql


class MetricsTest(unittest.TestCase):
    def test_functions_labels_and_words_are_no_metrics(self):
        expression = """
            max by (run, kind) (a_b{run=~"c|$d", e!="f(g)"} * on (job, h) group_left (i) j_info) unless on (run) k > bool 1e3
        """
        self.assertEqual({"a_b", "j_info", "k"}, promql.metrics(expression))

    def test_ranges_subqueries_and_variables_are_no_metrics(self):
        expression = "sum(rate(a_total[$__rate_interval])) / count_over_time(b:c:max[1h:$step] offset 5m) + $threshold"
        self.assertEqual({"a_total", "b:c:max"}, promql.metrics(expression))

    def test_aggregation_may_say_its_labels_last(self):
        self.assertEqual({"a"}, promql.metrics("sum(a) by (b) or vector(0)"))


if __name__ == "__main__":
    unittest.main()
