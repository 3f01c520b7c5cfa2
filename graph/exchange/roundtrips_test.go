package exchange_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/liaisongraph/liaison/graph/exchange"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

// TestRoundTrips writes awkward graphs in every format that can be read too, and reads them: they come back as they were but for what the format
// drops, and what comes back is written as it was. Streams are also read byte by byte; Turtle without its first line, so
// that everything is held. See TestEdgeListRoundTrip for the format that drops organisations, and TestSIFRoundTrip for that which drops
// own types.
func TestRoundTrips(t *testing.T) {
	cases := awkwardGraphs(t)
	longest := 100_000 // of those that are read byte by byte
	if testing.Short() {
		longest = 20_000
	}
	for _, f := range exchange.Formats() {
		if f.Read == nil || len(f.Parts) == 0 || f.Name == "edgelist" || f.Name == "sif" {
			continue
		}
		for _, c := range cases {
			t.Run(f.Name+"/"+c.Name, func(t *testing.T) {
				files, want := filesOf(t, &f, c.Graph), held(t, c.Graph, f.Holdings)
				imported, err := exchange.Read(t.Context(), inputOf(files), f, exchange.ReadOptions{})
				if err != nil {
					t.Fatal(err)
				}
				if diff := graphtest.Diff(want, imported.Graph); diff != "" {
					t.Errorf("read back it is another map: %.2000s\nnotes: %v", diff, imported.Report.Notes)
				}
				for name, again := range filesOf(t, &f, imported.Graph) {
					if !bytes.Equal(files[name].Data, again.Data) {
						t.Errorf("%q is written otherwise the second time", name)
					}
				}
				stream := files[""]
				if stream == nil || len(stream.Data) > longest {
					return
				}
				ways := map[string]io.Reader{"byte by byte": iotest.OneByteReader(bytes.NewReader(stream.Data))}
				if f.Name == "turtle" {
					_, rest, _ := strings.Cut(string(stream.Data), "\n")
					ways["held"] = strings.NewReader(rest)
				}
				for way, r := range ways {
					imported, err := readStream(t, &f, r)
					if err != nil {
						t.Errorf("%s: %v", way, err)
					} else if diff := graphtest.Diff(want, imported.Graph); diff != "" {
						t.Errorf("%s: %.2000s", way, diff)
					}
				}
			})
		}
	}
}
