package centrality_test

import (
	"testing"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/centrality"
	"github.com/liaisongraph/liaison/graph/graphtest"
)

func TestPublishedSpectralAndLocalValues(t *testing.T) {
	both := centrality.Options{Direction: new(graph.Both), Tolerance: 1e-14}
	for _, c := range []publishedValues{
		{
			name:   "karate club, eigenvector",
			source: "NetworkX 3.6.1, eigenvector_centrality_numpy(karate_club_graph())",
			graph:  graphtest.KarateClub(), measure: centrality.Eigenvector, opts: both, digits: 10,
			values: map[string]float64{
				"m1": 0.3554914445, "m2": 0.2659599196, "m3": 0.3171925045, "m4": 0.2111797204, "m5": 0.0759688182,
				"m6": 0.0794830451, "m7": 0.0794830451, "m8": 0.1709597480, "m9": 0.2274039071, "m10": 0.1026742507,
				"m11": 0.0759688182, "m12": 0.0528556975, "m13": 0.0842546287, "m14": 0.2264727201, "m15": 0.1014032622,
				"m16": 0.1014032622, "m17": 0.0236356281, "m18": 0.0923995382, "m19": 0.1014032622, "m20": 0.1479125103,
				"m21": 0.1014032622, "m22": 0.0923995382, "m23": 0.1014032622, "m24": 0.1501185719, "m25": 0.0570524405,
				"m26": 0.0592064749, "m27": 0.0755794135, "m28": 0.1334771534, "m29": 0.1310778230, "m30": 0.1349608193,
				"m31": 0.1747583023, "m32": 0.1910338414, "m33": 0.3086442198, "m34": 0.3733634703,
			},
		},
		{
			name:   "karate club, Katz",
			source: "NetworkX 3.6.1, katz_centrality_numpy(karate_club_graph(), alpha=0.1)",
			graph:  graphtest.KarateClub(), measure: centrality.Katz, digits: 10,
			opts: centrality.Options{Direction: new(graph.Both), Tolerance: 1e-14, Attenuation: 0.1, Normalised: true},
			values: map[string]float64{
				"m1": 0.3213246219, "m2": 0.2354842748, "m3": 0.2657659197, "m4": 0.1949132149, "m5": 0.1219043788,
				"m6": 0.1309722492, "m7": 0.1309722492, "m8": 0.1662330570, "m9": 0.2007178298, "m10": 0.1242014885,
				"m11": 0.1219043788, "m12": 0.0966167160, "m13": 0.1161080375, "m14": 0.1993736997, "m15": 0.1251334133,
				"m16": 0.1251334133, "m17": 0.0906787037, "m18": 0.1201651435, "m19": 0.1251334133, "m20": 0.1533057862,
				"m21": 0.1251334133, "m22": 0.1201651435, "m23": 0.1251334133, "m24": 0.1667906398, "m25": 0.1102110379,
				"m26": 0.1115645818, "m27": 0.1129354993, "m28": 0.1519016563, "m29": 0.1435816488, "m30": 0.1531060272,
				"m31": 0.1687536238, "m32": 0.1938016023, "m33": 0.2750851675, "m34": 0.3314064274,
			},
		},
		{
			name:   "karate club, hubs",
			source: "NetworkX 3.6.1, hits(karate_club_graph()), which are the eigenvector centralities scaled to add up to 1",
			graph:  graphtest.KarateClub(), measure: centrality.Hubs, opts: both, digits: 10,
			values: map[string]float64{
				"m1": 0.0714127288, "m2": 0.0534272312, "m3": 0.0637190646, "m4": 0.0424227371, "m5": 0.0152609597,
				"m6": 0.0159669135, "m7": 0.0159669135, "m8": 0.0343431672, "m9": 0.0456819251, "m10": 0.0206256677,
				"m11": 0.0152609597, "m12": 0.0106178915, "m13": 0.0169254508, "m14": 0.0454948641, "m15": 0.0203703458,
				"m16": 0.0203703458, "m17": 0.0047480318, "m18": 0.0185616370, "m19": 0.0203703458, "m20": 0.0297133339,
				"m21": 0.0203703458, "m22": 0.0185616370, "m23": 0.0203703458, "m24": 0.0301564975, "m25": 0.0114609522,
				"m26": 0.0118936644, "m27": 0.0151827343, "m28": 0.0268134941, "m29": 0.0263315058, "m30": 0.0271115396,
				"m31": 0.0351062380, "m32": 0.0383757419, "m33": 0.0620018465, "m34": 0.0750029422,
			},
		},
		{
			name:   "karate club, coreness",
			source: "NetworkX 3.6.1, core_number(karate_club_graph())",
			graph:  graphtest.KarateClub(), measure: centrality.Coreness, rest: 2,
			values: map[string]float64{
				"m1": 4, "m2": 4, "m3": 4, "m4": 4, "m8": 4, "m9": 4, "m14": 4, "m31": 4, "m33": 4, "m34": 4, "m12": 1,
				"m5": 3, "m6": 3, "m7": 3, "m11": 3, "m20": 3, "m24": 3, "m25": 3, "m26": 3, "m28": 3, "m29": 3, "m30": 3, "m32": 3,
			},
		},
		{
			name:   "karate club, clustering",
			source: "NetworkX 3.6.1, clustering(karate_club_graph())",
			graph:  graphtest.KarateClub(), measure: centrality.Clustering, digits: 10, rest: 1,
			values: map[string]float64{
				"m1": 0.15, "m2": 0.3333333333, "m3": 0.2444444444, "m4": 0.6666666667, "m5": 0.6666666667, "m6": 0.5,
				"m7": 0.5, "m9": 0.5, "m10": 0, "m11": 0.6666666667, "m12": 0, "m14": 0.6, "m20": 0.3333333333,
				"m24": 0.4, "m25": 0.3333333333, "m26": 0.3333333333, "m28": 0.1666666667, "m29": 0.3333333333,
				"m30": 0.6666666667, "m31": 0.5, "m32": 0.2, "m33": 0.1969696970, "m34": 0.1102941176,
			},
		},
		{
			name:   "kite, eigenvector",
			source: "NetworkX 3.6.1, eigenvector_centrality_numpy(krackhardt_kite_graph())",
			graph:  kite(), measure: centrality.Eigenvector, opts: both, digits: 4,
			values: map[string]float64{
				"andre": 0.3522, "beverley": 0.3522, "carol": 0.2858, "diane": 0.4810, "ed": 0.2858, "fernando": 0.3977,
				"garth": 0.3977, "heather": 0.1959, "ike": 0.0481, "jane": 0.0112,
			},
		},
		{
			name:   "kite, coreness",
			source: "NetworkX 3.6.1, core_number(krackhardt_kite_graph())",
			graph:  kite(), measure: centrality.Coreness, rest: 3,
			values: map[string]float64{"heather": 2, "ike": 1, "jane": 1},
		},
		{
			name:   "Florence, eigenvector",
			source: "NetworkX 3.6.1, eigenvector_centrality_numpy(florentine_families_graph()); to three digits in M. O. Jackson, Social and Economic Networks (2008), chapter 2: the Medici have 0.430",
			graph:  graphtest.Florence(), measure: centrality.Eigenvector, opts: both, digits: 4,
			values: map[string]float64{
				"acciaiuoli": 0.1322, "albizzi": 0.2440, "barbadori": 0.2117, "bischeri": 0.2828, "castellani": 0.2590,
				"ginori": 0.0749, "guadagni": 0.2891, "lamberteschi": 0.0888, "medici": 0.4303, "pazzi": 0.0448,
				"peruzzi": 0.2757, "ridolfi": 0.3416, "salviati": 0.1459, "strozzi": 0.3560, "tornabuoni": 0.3258,
			},
		},
		{
			name:   "Florence, clustering",
			source: "NetworkX 3.6.1, clustering(florentine_families_graph())",
			graph:  graphtest.Florence(), measure: centrality.Clustering, digits: 4,
			values: map[string]float64{
				"bischeri": 0.3333, "castellani": 0.3333, "medici": 0.0667, "peruzzi": 0.6667, "ridolfi": 0.3333,
				"strozzi": 0.3333, "tornabuoni": 0.3333,
			},
		},
	} {
		c.compare(t)
	}
}
