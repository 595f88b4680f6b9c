//! Lists that a partner edits and gives back.

use snap_bi::PROVIDERS;
use snap_sandbox::certify::server::run;
use snap_sandbox::certify::{List, annex, shipped};

use crate::merchant::{bca, start};

fn all() -> Vec<(String, List)> {
    let lists = PROVIDERS.iter().flat_map(|provider| {
        let shipped = shipped(provider.name).unwrap();
        shipped.lists.into_iter().map(|list| (provider.name.to_owned(), list))
    });
    lists.collect()
}

#[test]
fn every_list_comes_back_from_a_workbook_and_from_yaml_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let lists = all();
    assert!(lists.len() >= 7, "{}", lists.len());
    for (provider, list) in lists {
        let (sheet, yaml) = (folder.path().join("list.xlsx"), folder.path().join("list.yaml"));
        std::fs::write(&sheet, annex::to_xlsx(&list).unwrap()).unwrap();
        std::fs::write(&yaml, annex::to_yaml(&list).unwrap()).unwrap();
        assert_eq!(annex::read(&sheet).unwrap(), list, "{provider}");
        assert_eq!(annex::read(&yaml).unwrap(), list, "{provider}");
    }
}

#[test]
fn a_list_that_contradicts_itself_says_where_and_what_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annex.yaml");
    let refused = |cases: &str| {
        let text = format!("source: {{ title: Ours }}\nrole: server\ncases:\n{cases}");
        std::fs::write(&path, text).unwrap();
        annex::read(&path).expect_err("refused").to_string()
    };
    let case = |id: &str, rest: &str| format!("  - id: {id}\n    title: T\n    {rest}\n");
    let good = "expect: { code: \"2002400\" }";
    let said = refused(&[case("a", good), case("a", good)].concat());
    assert!(said.contains("case `a`: another case has this name"), "{said}");
    let said = refused(&case("a", "expect: { code: \"200\" }"));
    assert!(said.contains("`200` is no response code"), "{said}");
    let said = refused(&case("a", "expcet: { code: \"2002400\" }"));
    assert!(said.contains("expcet") && said.contains("line 6"), "{said}");
    let repeat =
        "send: { repeats: { case: b, external_id: same, reference: same } }\n    expect: { code: \"4092400\" }";
    let said = refused(&case("a", repeat));
    assert!(said.contains("it repeats `b`"), "{said}");
}

#[test]
fn a_cell_that_is_wrong_says_row_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annex.xlsx");
    let mut list = shipped("bca").unwrap().lists.remove(0);
    list.cases[1].title = String::new();
    std::fs::write(&path, annex::to_xlsx(&list).unwrap()).unwrap();
    let said = annex::read(&path).expect_err("refused").to_string();
    assert!(said.contains("sheet `Cases`, row 3, case `inquiry-2`: column `title` is empty"), "{said}");
}

#[tokio::test]
async fn a_partners_own_list_is_played_in_place_of_the_providers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annex.xlsx");
    let mut list = shipped("bca").unwrap().lists.remove(0);
    list.cases.retain(|case| case.id == "inquiry-9");
    list.cases[0].id = "ours".to_owned();
    list.cases[0].expect.code = "4042412".to_owned();
    let mut raw = list.cases[0].clone();
    raw.id = "ours-raw".to_owned();
    raw.send = Some(snap_sandbox::certify::list::Send { raw: Some("<xml/>".to_owned()), ..Default::default() });
    raw.expect = snap_sandbox::certify::list::Expect { code: "400xx00".to_owned(), ..Default::default() };
    list.cases.push(raw);
    std::fs::write(&path, annex::to_xlsx(&list).unwrap()).unwrap();
    let mut options = bca(&start(|router| router).await);
    options.own_only = true;
    options.annex = vec![annex::read(&path).unwrap()];
    let report = run(&options).await.expect("played");
    assert_eq!(report.rows.len(), 2);
    assert_eq!(report.failed().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["ours"], "{report}");
}
