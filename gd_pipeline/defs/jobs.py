"""What is started by hand or on schedule: the input taken in; a report year loaded, checked and published."""

from dagster import AssetSelection, define_asset_job

from gd_pipeline.defs.partitions import years

raw = AssetSelection.key_prefixes("raw")
take_in = define_asset_job("take_in", raw, description="读取输入目录: read what is new in the input folder")
load_year = define_asset_job(
    "load_year",
    AssetSelection.all() - raw,
    partitions_def=years,
    description="装载一个报告年度: load, check and publish a report year",
)
