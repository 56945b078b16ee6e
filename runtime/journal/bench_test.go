package journal

import (
	"strings"
	"testing"

	"accstar/acc"
)

// The benchmarks compare a chain with the journal to the same chain without, over answers that take no time. Real answers take some
// 200 ms, so what matters is the difference per call.

func BenchmarkChange(b *testing.B) {
	next := answering(201, `{"id":"u1","email":"ada@example.com","products":[{"key":"docs","access":"member"}]}`, nil)
	for _, kind := range []string{"without", "with"} {
		doer := next
		b.Run(kind+" one after the other", func(b *testing.B) {
			if kind == "with" {
				doer = Doer(next, begin(b, Options{}))
			}
			for b.Loop() {
				send(b, doer, change(1, 1))
			}
		})
		b.Run(kind+" 64 in parallel", func(b *testing.B) {
			if kind == "with" {
				doer = Doer(next, begin(b, Options{}))
			}
			b.SetParallelism(32)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					send(b, doer, change(1, 1))
				}
			})
		})
	}
}

func BenchmarkRead(b *testing.B) {
	member := `{"id":"8b1f","email":"ada@example.com","products":[{"key":"docs","access":"member"}]},`
	for name, items := range map[string]int{"small": 1, "200 members": 200, "20000 members": 20000} {
		body := `[` + strings.Repeat(member, items) + `null]`
		next := answering(200, body, nil)
		b.Run("without "+name, func(b *testing.B) {
			for b.Loop() {
				send(b, next, read(1))
			}
		})
		b.Run("with "+name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			doer := Doer(next, begin(b, Options{}))
			for b.Loop() {
				send(b, doer, read(1))
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	w := begin(b, Options{Open: (&fakeDisk{}).open})
	for range 10_000 {
		send(b, Doer(answering(201, `{"id":"u1"}`, nil), w), change(1, 1))
	}
	data := w.journal.file.(*fakeFile).written
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := load("", JournalFile, data); err != nil {
			b.Fatal(err)
		}
	}
}

func send(b *testing.B, doer acc.Doer, call *acc.Call) {
	if _, err := doer.Do(b.Context(), call); err != nil {
		b.Fatal(err)
	}
}
