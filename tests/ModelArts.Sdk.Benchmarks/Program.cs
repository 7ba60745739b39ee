using ModelArts.Sdk.Benchmarks.Budget;
using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;

InMemoryService n = new();
foreach (IContender c in (IContender[])[new BareContender(n, InMemoryService.Endpoint), new RefitContender(n, InMemoryService.Endpoint), SdkContender.WithToken(n, InMemoryService.Endpoint), SdkContender.Signed(n, InMemoryService.Endpoint)])
{
    Console.WriteLine($"{c.Name,-20} get {await AllocationMeter.MeasureAsync(c.GetAsync),6} create {await AllocationMeter.MeasureAsync(c.CreateAsync),6} list {await AllocationMeter.MeasureAsync(c.ListAsync),6}");
}
