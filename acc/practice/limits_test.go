package practice

import (
	"testing"
	"time"
)

func TestQuotas(t *testing.T) {
	start := time.Date(2026, 1, 5, 9, 0, 30, 0, time.UTC)
	type call struct {
		at   time.Duration
		key  string
		want time.Duration
	}
	for _, c := range []struct {
		name   string
		limits RateLimits
		calls  []call
	}{
		{"a fixed window begins with its first call", RateLimits{}, []call{
			{0, "a", 0}, {10 * time.Second, "a", 0}, {20 * time.Second, "a", 40 * time.Second}, {59 * time.Second, "a", time.Second},
			{60 * time.Second, "a", 0}, {61 * time.Second, "a", 0}, {62 * time.Second, "a", 58 * time.Second},
		}},
		{"each key has its own count", RateLimits{}, []call{
			{0, "a", 0}, {0, "a", 0}, {0, "b", 0}, {0, "a", time.Minute},
		}},
		{"a sliding window frees one call at a time", RateLimits{Sliding: true}, []call{
			{0, "a", 0}, {30 * time.Second, "a", 0}, {40 * time.Second, "a", 20 * time.Second}, {60 * time.Second, "a", 0},
			{61 * time.Second, "a", 29 * time.Second},
		}},
		{"rejected calls can count", RateLimits{Sliding: true, CountRejected: true}, []call{
			{0, "a", 0}, {30 * time.Second, "a", 0}, {40 * time.Second, "a", 50 * time.Second}, {60 * time.Second, "a", 40 * time.Second},
		}},
		{"another number", RateLimits{PerMinute: map[string]int{"test": 1}}, []call{{0, "a", 0}, {0, "a", time.Minute}}},
		{"another window", RateLimits{Window: 10 * time.Second}, []call{
			{0, "a", 0}, {2 * time.Second, "a", 0}, {4 * time.Second, "a", 6 * time.Second}, {10 * time.Second, "a", 0},
		}},
		{"another window that slides", RateLimits{Sliding: true, Window: 10 * time.Second}, []call{
			{0, "a", 0}, {2 * time.Second, "a", 0}, {4 * time.Second, "a", 6 * time.Second}, {10 * time.Second, "a", 0}, {11 * time.Second, "a", time.Second},
		}},
		{"off", RateLimits{Off: true}, []call{{0, "a", 0}, {0, "a", 0}, {0, "a", 0}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := newQuotas(c.limits)
			for i, call := range c.calls {
				if got := q.take("test", call.key, 2, start.Add(call.at)); got != call.want {
					t.Errorf("call %d at %s: got a wait of %s, want %s", i+1, call.at, got, call.want)
				}
			}
		})
	}
}
