from . import bench_request
